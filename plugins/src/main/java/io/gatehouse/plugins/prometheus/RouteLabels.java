package io.gatehouse.plugins.prometheus;

import io.gatehouse.plugin.Route;
import io.gatehouse.plugin.Service;
import io.gatehouse.plugin.metrics.Counter;
import io.gatehouse.plugin.metrics.MetricFamily;
import java.util.Optional;

/**
 * The labels of a route's series.
 *
 * @param service name or else host; empty text for a route without one
 * @param route name or else id
 */
record RouteLabels(String service, String route) {
    /** There is one workspace. */
    static final String WORKSPACE = "default";

    static RouteLabels of(Route route, Optional<Service> service) {
        return new RouteLabels(
                service.map(RouteLabels::name).orElse(""), route.name().orElse(route.id()));
    }

    private static String name(Service service) {
        return service.name().orElseGet(() -> service.document().path("host").asText());
    }

    /** The series of a family that has these labels only. */
    <M> M of(MetricFamily<M> family) {
        return family.with(service, route, WORKSPACE);
    }

    /** The bytes in one direction. */
    Counter bytes(TrafficFamilies families, String direction, String consumer) {
        return families.bytes().with(service, route, direction, WORKSPACE, consumer);
    }

    /** Who answered. */
    static String source(boolean proxied) {
        return proxied ? "service" : "kong";
    }
}
