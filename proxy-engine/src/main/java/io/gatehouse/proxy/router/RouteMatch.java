package io.gatehouse.proxy.router;

import io.gatehouse.proxy.entity.RouteConfig;

/**
 * A route, and what of the path it matched.
 *
 * @param prefix the part of the path that a path rule matched; empty text when none did
 * @param captures groups of the regular expression that matched
 */
public record RouteMatch(RouteConfig route, String prefix, Captures captures) {

    /** The path to ask the upstream for, encoded for the request line, without the query. */
    public String upstreamPath(String requestPath) {
        return PathEncoding.encode(UpstreamPath.of(route, prefix, requestPath));
    }

    /** Value of {@code X-Forwarded-Prefix}; empty text: the header is not sent. */
    public String forwardedPrefix() {
        return route.stripPath() && prefix.length() > 1 ? prefix : "";
    }
}
