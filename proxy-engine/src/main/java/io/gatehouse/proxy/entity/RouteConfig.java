package io.gatehouse.proxy.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.plugin.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A route with every field typed. Rule lists are empty when the route has no such rule.
 *
 * @param index number among the routes of its configuration, small and kept while the row stays: other tables are arrays
 *     by it
 * @param paths as configured: a plain prefix, or {@code ~} and a regular expression
 * @param headers lower-case header name to accepted values
 * @param createdAt seconds since 1970; the older of two equal routes wins in the traditional flavour
 * @param service empty: a request that matches is answered with 503
 */
public record RouteConfig(
        int index,
        String id,
        Optional<String> name,
        Set<Protocol> protocols,
        List<String> methods,
        List<String> hosts,
        List<String> paths,
        Map<String, List<String>> headers,
        List<String> snis,
        List<AddressRule> sources,
        List<AddressRule> destinations,
        long regexPriority,
        boolean stripPath,
        boolean preserveHost,
        PathHandling pathHandling,
        boolean requestBuffering,
        boolean responseBuffering,
        int httpsRedirectStatusCode,
        Optional<String> expression,
        long priority,
        long createdAt,
        Optional<ServiceConfig> service,
        EntityDocument source)
        implements Route {

    /** How service path, matched prefix and request path are joined. */
    public enum PathHandling {
        V0,
        V1
    }

    @Override
    public ObjectNode document() {
        return source.apiForm();
    }

    /** Whether requests of HTTP and gRPC, rather than connections, are matched by this route. */
    public boolean http() {
        for (Protocol protocol : protocols) {
            if (!protocol.stream()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return name.map(text -> "route " + text).orElse("route " + id);
    }
}
