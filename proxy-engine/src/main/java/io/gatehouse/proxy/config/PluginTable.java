package io.gatehouse.proxy.config;

import io.gatehouse.proxy.entity.RouteConfig;
import io.gatehouse.proxy.phase.PlanTable;
import io.gatehouse.proxy.phase.PluginPlan;
import java.lang.ref.Cleaner;
import java.util.List;

/** The plugins of one configuration. Immutable. */
final class PluginTable {
    private static final Cleaner CLEANER = Cleaner.create(task -> {
        Thread thread = new Thread(task, "gatehouse-plugin-cleaner");
        thread.setDaemon(true);
        return thread;
    });

    private final PluginPlan global;
    private final PluginPlan[] byRoute;
    private final List<String> missing;
    private final Cleaner.Cleanable cleanable;

    PluginTable(PluginInstanceSet instances, List<RouteConfig> routes) {
        PlanTable plans = new PlanTable(instances.scoped());
        global = plans.global();
        byRoute = new PluginPlan[routes.size()];
        for (RouteConfig route : routes) {
            String service = route.service().map(config -> config.id()).orElse("");
            byRoute[route.index()] = plans.plan(route.id(), service);
        }
        missing = instances.missing();
        // requests in flight keep the table through their configuration: when it is unreachable, none of them is left
        cleanable = CLEANER.register(this, instances.closing());
    }

    PluginPlan global() {
        return global;
    }

    PluginPlan plan(RouteConfig route) {
        return byRoute[route.index()];
    }

    List<String> missing() {
        return missing;
    }

    void close() {
        cleanable.clean();
    }
}
