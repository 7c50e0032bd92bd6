package io.gatehouse.proxy.config;

import io.gatehouse.proxy.entity.RouteConfig;
import io.gatehouse.proxy.entity.ServiceConfig;
import io.gatehouse.proxy.phase.PluginPlan;
import java.lang.ref.Cleaner;
import java.util.List;

/** The plugins of one configuration. Thread-safe. */
final class PluginTable {
    private static final Cleaner CLEANER = Cleaner.create(task -> {
        Thread thread = new Thread(task, "gatehouse-plugin-cleaner");
        thread.setDaemon(true);
        return thread;
    });

    private final PlanTables plans;
    private final PluginPlan[] byRoute;
    private final List<String> missing;
    private final PluginLifetimes.Generation generation;

    /**
     * @param slots length of an array by {@link RouteConfig#index}
     */
    PluginTable(PlanTables plans, int slots, List<String> missing, PluginLifetimes.Generation generation) {
        this.plans = plans;
        this.byRoute = new PluginPlan[slots];
        this.missing = missing;
        this.generation = generation;
        // requests in flight keep the table through their configuration: when it is unreachable, none of them is left
        CLEANER.register(this, generation::gone);
    }

    PluginPlan global() {
        return plans.requests().global();
    }

    /** Made when first asked for; threads that ask at the same time get equal plans, and plans are immutable. */
    PluginPlan plan(RouteConfig route) {
        PluginPlan known = byRoute[route.index()];
        if (known == null) {
            known = plans.requests().plan(route.id(), serviceId(route));
            byRoute[route.index()] = known;
        }
        return known;
    }

    PluginPlan globalSessions() {
        return plans.sessions().global();
    }

    PluginPlan sessionPlan(RouteConfig route) {
        return plans.sessions().plan(route.id(), serviceId(route));
    }

    private static String serviceId(RouteConfig route) {
        return route.service().map(ServiceConfig::id).orElse("");
    }

    List<String> missing() {
        return missing;
    }

    void close() {
        generation.end();
    }
}
