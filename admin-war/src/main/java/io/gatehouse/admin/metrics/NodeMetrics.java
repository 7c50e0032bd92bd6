package io.gatehouse.admin.metrics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.admin.headers.Traffic;
import io.gatehouse.cluster.database.Database;
import io.gatehouse.cluster.node.ThisNode;
import io.gatehouse.model.admin.info.JvmThreads;
import io.gatehouse.model.metrics.ExpositionText;
import io.gatehouse.model.product.Product;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * The gauges of this process. Names that speak of nginx and Lua stay, as dashboards ask for them: connections and requests are
 * those of the Admin API, timers are threads, and the memory of the worker is the heap. There is no shared memory to tell of.
 */
@ApplicationScoped
public class NodeMetrics {
    private static final String NODE_ID = "node_id";
    private static final String SUBSYSTEM = "http";

    @Inject
    private Traffic traffic;

    @Inject
    private Database database;

    @Inject
    private ThisNode node;

    void addTo(ExpositionText text) {
        String nodeId = node.identity().id();
        text.gauge("node_info", "Version of this node")
                .sample(1, NODE_ID, nodeId, "version", Product.COMPATIBLE_VERSION);
        text.gauge("datastore_reachable", "Whether the database answers: 1, or 0")
                .sample(database.isReachable() ? 1 : 0);
        Runtime runtime = Runtime.getRuntime();
        text.gauge("memory_workers_lua_vms_bytes", "Used heap of the process")
                .sample(
                        runtime.totalMemory() - runtime.freeMemory(),
                        NODE_ID,
                        nodeId,
                        "pid",
                        Long.toString(ProcessHandle.current().pid()),
                        "kong_subsystem",
                        SUBSYSTEM);
        addTraffic(text, nodeId);
        ObjectNode threads = JvmThreads.now().counts();
        ExpositionText.Family timers = text.gauge("nginx_timers", "Threads that run, and that wait");
        threads.properties().forEach(count -> timers.sample(count.getValue().asDouble(), "state", count.getKey()));
    }

    private void addTraffic(ExpositionText text, String nodeId) {
        ObjectNode numbers = traffic.describe();
        double requests = numbers.path("total_requests").asDouble();
        text.gauge("nginx_requests_total", "Requests to the Admin API")
                .sample(requests, NODE_ID, nodeId, "subsystem", SUBSYSTEM);
        ExpositionText.Family connections =
                text.gauge("nginx_connections_total", "Connections to the Admin API by state");
        for (String state : new String[] {"accepted", "active", "handled", "reading", "writing", "waiting"}) {
            connections.sample(
                    numbers.path("connections_" + state).asDouble(),
                    NODE_ID,
                    nodeId,
                    "subsystem",
                    SUBSYSTEM,
                    "state",
                    state);
        }
        connections.sample(requests, NODE_ID, nodeId, "subsystem", SUBSYSTEM, "state", "total");
    }
}
