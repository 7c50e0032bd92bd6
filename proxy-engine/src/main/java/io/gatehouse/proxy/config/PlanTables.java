package io.gatehouse.proxy.config;

import io.gatehouse.proxy.phase.PlanTable;
import java.util.List;

/**
 * The plans of one configuration: a plugin instance takes part in requests, in stream sessions or in both, and the most
 * specific instance is looked for among those only that take part.
 */
record PlanTables(PlanTable requests, PlanTable sessions) {
    static final PlanTables EMPTY = new PlanTables(new PlanTable(List.of()), new PlanTable(List.of()));

    static PlanTables of(PluginInstanceSet instances) {
        return new PlanTables(new PlanTable(instances.forRequests()), new PlanTable(instances.forSessions()));
    }
}
