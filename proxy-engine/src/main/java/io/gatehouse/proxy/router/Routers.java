package io.gatehouse.proxy.router;

import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.proxy.entity.RouteConfig;
import java.util.List;

/**
 * The routers of one configuration.
 *
 * @param http for requests
 * @param stream for connections
 */
public record Routers(Router http, StreamRouter stream) {

    /**
     * Compiles the routes, in time linear to their number but for sorting.
     *
     * @throws io.gatehouse.proxy.pattern.PatternException when a path or header holds a bad regular expression
     * @throws IllegalArgumentException for the flavour {@code expressions}, which is not supported yet
     */
    public static Routers of(RouterFlavor flavor, List<RouteConfig> routes) {
        List<RouteConfig> http = routes.stream().filter(RouteConfig::http).toList();
        List<RouteConfig> stream =
                routes.stream().filter(route -> !route.http()).toList();
        Router router = switch (flavor) {
            case TRADITIONAL -> new TraditionalRouter(http);
            case TRADITIONAL_COMPATIBLE -> new CompatibleRouter(http);
            case EXPRESSIONS ->
                throw new IllegalArgumentException(
                        "router_flavor = expressions is not supported yet; use traditional_compatible or traditional");
        };
        return new Routers(router, new StreamRouter(stream, flavor));
    }
}
