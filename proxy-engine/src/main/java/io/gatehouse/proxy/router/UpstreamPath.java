package io.gatehouse.proxy.router;

import io.gatehouse.proxy.entity.RouteConfig;
import io.gatehouse.proxy.entity.RouteConfig.PathHandling;
import io.gatehouse.proxy.entity.ServiceConfig;

/** Joins service path and request path, with or without the part that the route matched. */
final class UpstreamPath {
    private UpstreamPath() {}

    static String of(RouteConfig route, String prefix, String path) {
        String base = route.service().map(ServiceConfig::path).orElse("");
        return of(base.isEmpty() ? "/" : base, prefix, path, route.stripPath(), route.pathHandling());
    }

    /**
     * @param base service path, at least {@code /}
     * @param prefix what the route's path rule matched; empty when none did
     */
    static String of(String base, String prefix, String path, boolean strip, PathHandling handling) {
        if (!strip) {
            return handling == PathHandling.V1 ? base + path.substring(1) : keep(base, path);
        }
        String rest = withoutDots(path.substring(prefix.isEmpty() ? 1 : prefix.length()));
        return handling == PathHandling.V1 ? joinAsIs(base, rest) : join(base, rest, path);
    }

    private static String keep(String base, String path) {
        if (base.length() == 1) {
            return path;
        }
        if (base.endsWith("/")) {
            return base + path.substring(1);
        }
        return path.length() == 1 ? base : base + path;
    }

    private static String join(String base, String rest, String path) {
        boolean slash = base.endsWith("/");
        if (rest.isEmpty()) {
            boolean requestSlash = path.endsWith("/");
            if (slash) {
                return base.length() == 1 || requestSlash ? base : base.substring(0, base.length() - 1);
            }
            return requestSlash && path.length() > 1 ? base + "/" : base;
        }
        if (rest.charAt(0) == '/') {
            if (base.length() == 1) {
                return rest;
            }
            return slash ? base.substring(0, base.length() - 1) + rest : base + rest;
        }
        return slash ? base + rest : base + "/" + rest;
    }

    private static String joinAsIs(String base, String rest) {
        return base.endsWith("/") && rest.startsWith("/") ? base + rest.substring(1) : base + rest;
    }

    /** A cut can leave {@code ../x} of {@code /prefix../x}, which would climb out of the service's path. */
    private static String withoutDots(String rest) {
        if (rest.isEmpty() || rest.charAt(0) != '.') {
            return rest;
        }
        if (rest.equals(".") || rest.equals("..")) {
            return "";
        }
        if (rest.startsWith("./")) {
            return rest.substring(2);
        }
        return rest.startsWith("../") ? rest.substring(3) : rest;
    }
}
