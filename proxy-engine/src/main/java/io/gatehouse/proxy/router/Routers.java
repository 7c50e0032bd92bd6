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

    /** Routers without routes. */
    public static Routers empty(RouterFlavor flavor) {
        Router router = flavor == RouterFlavor.TRADITIONAL ? TraditionalRouter.EMPTY : PriorityRouter.EMPTY;
        return new Routers(router, StreamRouter.empty(flavor));
    }

    /**
     * Compiles the routes, in time linear to their number but for sorting.
     *
     * @throws io.gatehouse.proxy.pattern.PatternException when a path or header holds a bad regular expression
     * @throws io.gatehouse.model.expression.ExpressionException when an expression is malformed
     */
    public static Routers of(RouterFlavor flavor, List<RouteConfig> routes) {
        return empty(flavor).with(List.of(), routes);
    }

    /**
     * The routers of other routes; the cost depends on the number of changed routes.
     *
     * @param removed routes that these routers were given, the same objects
     * @throws io.gatehouse.proxy.pattern.PatternException when an added route holds a bad regular expression
     */
    public Routers with(List<RouteConfig> removed, List<RouteConfig> added) {
        if (removed.isEmpty() && added.isEmpty()) {
            return this;
        }
        return new Routers(
                http.with(requests(removed), requests(added)), stream.with(connections(removed), connections(added)));
    }

    private static List<RouteConfig> requests(List<RouteConfig> routes) {
        return routes.stream().filter(RouteConfig::http).toList();
    }

    private static List<RouteConfig> connections(List<RouteConfig> routes) {
        return routes.stream().filter(route -> !route.http()).toList();
    }
}
