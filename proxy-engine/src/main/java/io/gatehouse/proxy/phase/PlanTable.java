package io.gatehouse.proxy.phase;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes the plans of one configuration. Routes that no plugin instance names share the plan of their service, and
 * services that none names share one plan. Thread-safe.
 */
public final class PlanTable {
    private final List<PluginInstances> ordered;
    private final Set<String> routes = new HashSet<>();
    private final Set<String> services = new HashSet<>();
    private final Map<ScopedPlugin.Scope, PluginPlan> plans = new ConcurrentHashMap<>();
    private final PluginPlan global;

    public PlanTable(List<ScopedPlugin> plugins) {
        Map<String, PluginInstances> byName = new HashMap<>();
        for (ScopedPlugin scoped : plugins) {
            ConfiguredPlugin plugin = scoped.plugin();
            byName.computeIfAbsent(plugin.name(), name -> new PluginInstances(name, plugin.priority()))
                    .add(scoped);
        }
        ordered = new ArrayList<>(byName.values());
        ordered.sort(Comparator.comparingInt(PluginInstances::priority)
                .thenComparing(PluginInstances::name)
                .reversed());
        for (PluginInstances instances : ordered) {
            routes.addAll(instances.routes());
            services.addAll(instances.services());
        }
        global = new PluginPlan(ordered.stream()
                .map(instances -> instances.slot("", ""))
                .filter(slot -> slot.broad() != null)
                .map(slot -> new Slot(List.of(), null, Map.of(), slot.broad()))
                .toArray(Slot[]::new));
    }

    /** The instances configured for everything: for requests that have no route. */
    public PluginPlan global() {
        return global;
    }

    /**
     * The plan of a route.
     *
     * @param service id of its service; empty text when it has none
     */
    public PluginPlan plan(String route, String service) {
        ScopedPlugin.Scope key = new ScopedPlugin.Scope(
                routes.contains(route) ? route : "", services.contains(service) ? service : "", "");
        return plans.computeIfAbsent(
                key,
                scope -> new PluginPlan(ordered.stream()
                        .map(instances -> instances.slot(scope.route(), scope.service()))
                        .filter(Slot::used)
                        .toArray(Slot[]::new)));
    }
}
