package io.gatehouse.proxy.phase;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All configured instances of one plugin name, by scope. */
final class PluginInstances {
    private final String name;
    private final int priority;
    private final Map<ScopedPlugin.Scope, ConfiguredPlugin> withoutConsumer = new HashMap<>();
    private final Map<ScopedPlugin.Scope, Map<String, ConfiguredPlugin>> byConsumer = new HashMap<>();
    private final Set<String> routes = new HashSet<>();
    private final Set<String> services = new HashSet<>();

    PluginInstances(String name, int priority) {
        this.name = name;
        this.priority = priority;
    }

    String name() {
        return name;
    }

    int priority() {
        return priority;
    }

    void add(ScopedPlugin scoped) {
        if (scoped.consumer().isEmpty()) {
            withoutConsumer.put(scoped.scope(), scoped.plugin());
        } else {
            byConsumer
                    .computeIfAbsent(scope(scoped.route(), scoped.service()), scope -> new HashMap<>())
                    .put(scoped.consumer(), scoped.plugin());
        }
        routes.add(scoped.route());
        services.add(scoped.service());
    }

    /** Ids of the routes that some instance is for, with the empty id. */
    Set<String> routes() {
        return routes;
    }

    /** Ids of the services that some instance is for, with the empty id. */
    Set<String> services() {
        return services;
    }

    Slot slot(String route, String service) {
        List<Map<String, ConfiguredPlugin>> specific = new ArrayList<>(3);
        ConfiguredPlugin exact = null;
        ConfiguredPlugin broad = withoutConsumer.get(scope("", ""));
        if (!service.isEmpty()) {
            broad = withoutConsumer.getOrDefault(scope("", service), broad);
        }
        if (!route.isEmpty()) {
            broad = withoutConsumer.getOrDefault(scope(route, ""), broad);
        }
        if (!route.isEmpty() && !service.isEmpty()) {
            exact = withoutConsumer.get(scope(route, service));
            addConsumers(specific, scope(route, service));
        }
        if (!route.isEmpty()) {
            addConsumers(specific, scope(route, ""));
        }
        if (!service.isEmpty()) {
            addConsumers(specific, scope("", service));
        }
        return new Slot(List.copyOf(specific), exact, byConsumer.getOrDefault(scope("", ""), Map.of()), broad);
    }

    private void addConsumers(List<Map<String, ConfiguredPlugin>> specific, ScopedPlugin.Scope scope) {
        Map<String, ConfiguredPlugin> instances = byConsumer.get(scope);
        if (instances != null) {
            specific.add(instances);
        }
    }

    private static ScopedPlugin.Scope scope(String route, String service) {
        return new ScopedPlugin.Scope(route, service, "");
    }
}
