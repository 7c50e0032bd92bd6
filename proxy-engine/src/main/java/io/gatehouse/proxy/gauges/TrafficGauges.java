package io.gatehouse.proxy.gauges;

import io.gatehouse.model.admin.info.JvmThreads;
import io.gatehouse.model.metrics.ExpositionText;
import io.gatehouse.proxy.listener.ProxyStats;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Connections and requests of the proxy listeners, under the names that dashboards know from nginx. */
public final class TrafficGauges implements Consumer<ExpositionText> {
    private final String nodeId;
    private final Supplier<ProxyStats> stats;

    public TrafficGauges(String nodeId, Supplier<ProxyStats> stats) {
        this.nodeId = nodeId;
        this.stats = stats;
    }

    @Override
    public void accept(ExpositionText text) {
        ProxyStats now = stats.get();
        text.gauge("nginx_requests_total", "Requests since the start")
                .sample(now.requests(), "node_id", nodeId, "subsystem", "http");
        ExpositionText.Family connections = text.gauge("nginx_connections_total", "Client connections by state");
        connection(connections, "accepted", now.accepted());
        connection(connections, "active", now.active());
        connection(connections, "handled", now.handled());
        connection(connections, "reading", now.reading());
        connection(connections, "total", now.requests());
        connection(connections, "waiting", now.waiting());
        connection(connections, "writing", now.writing());
        ExpositionText.Family timers = text.gauge("nginx_timers", "Threads that run, and that wait");
        JvmThreads.now()
                .counts()
                .properties()
                .forEach(count -> timers.sample(count.getValue().asDouble(), "state", count.getKey()));
    }

    private void connection(ExpositionText.Family family, String state, long number) {
        family.sample(number, "node_id", nodeId, "subsystem", "http", "state", state);
    }
}
