package io.gatehouse.plugins.sharedmemory;

import io.gatehouse.model.schema.CheckProvider;
import io.gatehouse.model.schema.ValueCheck;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The memory zones that a node has. Configurations name one where a plugin keeps something in memory; here the memory is
 * the plugin's own whatever the name, but a name that no node knows is a mistake.
 */
public final class SharedMemoryZones implements CheckProvider {
    private static final Set<String> NAMES = Set.of(
            "kong",
            "kong_locks",
            "kong_healthchecks",
            "kong_cluster_events",
            "kong_rate_limiting_counters",
            "kong_core_db_cache",
            "kong_core_db_cache_miss",
            "kong_db_cache",
            "kong_db_cache_miss",
            "kong_secrets",
            "prometheus_metrics");

    @Override
    public Map<String, ValueCheck> checks() {
        return Map.of("shared_memory_zone", ValueCheck.ofText(SharedMemoryZones::problem));
    }

    /** The problem with a name, or empty. */
    public static Optional<String> problem(String name) {
        return NAMES.contains(name) ? Optional.empty() : Optional.of("missing shared dict '" + name + "'");
    }
}
