package io.gatehouse.proxy.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.model.expression.ExpressionException;
import io.gatehouse.proxy.entity.RouteConfig;
import io.gatehouse.proxy.pattern.PatternException;
import io.gatehouse.proxy.router.Routers;
import java.util.List;
import java.util.Set;

/** The routes of one configuration and their routers. Immutable; a changed copy keeps what did not change. */
final class RouteTable {
    private final RouterFlavor flavor;
    private final CompiledRows<RouteConfig> rows;
    private final Slots slots;
    private final Routers routers;

    private RouteTable(RouterFlavor flavor, CompiledRows<RouteConfig> rows, Slots slots, Routers routers) {
        this.flavor = flavor;
        this.rows = rows;
        this.slots = slots;
        this.routers = routers;
    }

    static RouteTable empty(RouterFlavor flavor) {
        return new RouteTable(flavor, CompiledRows.empty("routes"), new Slots(), Routers.empty(flavor));
    }

    /**
     * @throws ConfigException naming the route and field that cannot be compiled
     */
    RouteTable with(List<ObjectNode> documents, ServiceTable services) {
        Slots taken = slots.copy();
        RouteReader reader = new RouteReader(flavor, services);
        CompiledRows.Reader<RouteConfig> read =
                (row, before) -> reader.read(row, before == null ? taken.take() : before.index());
        // a route holds its service: when that is another one now, the route is made anew
        List<ObjectNode> served = services.disabled().isEmpty() ? documents : served(documents, services.disabled());
        CompiledRows<RouteConfig> next = services.rows().changed()
                ? rows.with(served, read, route -> keepsService(route, services))
                : rows.with(served, read);
        taken.retain(next, RouteConfig::index);
        return new RouteTable(flavor, next, taken, routers(next));
    }

    private static List<ObjectNode> served(List<ObjectNode> documents, Set<String> disabledServices) {
        return documents.stream()
                .filter(route ->
                        !disabledServices.contains(route.path("service").asText()))
                .toList();
    }

    private static boolean keepsService(RouteConfig route, ServiceTable services) {
        return route.service().isEmpty()
                || services.byId(route.service().get().id()) == route.service().get();
    }

    private Routers routers(CompiledRows<RouteConfig> next) {
        try {
            // when most routes change, leaving the old ones out costs more than beginning anew
            return next.removed().size() > next.values().size() / 2
                    ? Routers.of(flavor, next.values())
                    : routers.with(next.removed(), next.added());
        } catch (PatternException | ExpressionException e) {
            // which of many it is takes a second look, on this rare way only
            next.added().forEach(this::explain);
            throw new ConfigException("routes: " + e.getMessage(), e);
        }
    }

    private void explain(RouteConfig route) {
        try {
            Routers.of(flavor, List.of(route));
        } catch (PatternException | ExpressionException e) {
            throw new ConfigException("routes '" + route.name().orElse(route.id()) + "': " + e.getMessage(), e);
        }
    }

    /** See {@link CompiledRows#settle}. */
    void settle() {
        rows.settle();
    }

    List<RouteConfig> routes() {
        return rows.values();
    }

    Routers routers() {
        return routers;
    }

    /** Length of an array by {@link RouteConfig#index}. */
    int slots() {
        return slots.length();
    }
}
