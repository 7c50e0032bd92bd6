package io.gatehouse.plugins.prometheus;

import io.gatehouse.plugin.Exchange;
import io.gatehouse.plugin.LogEntry;
import io.gatehouse.plugin.Plugin;
import io.gatehouse.plugin.Route;
import io.gatehouse.plugin.Service;
import io.gatehouse.plugin.SessionLogEntry;
import io.gatehouse.plugin.metrics.Metrics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Counts requests and sessions for Prometheus. What is counted is the same for all instances; each says which of it for its requests. */
final class Prometheus implements Plugin {
    /** Beyond these, those kept are forgotten and found again. */
    private static final int KEPT_ROUTES = 100_000;

    private final PrometheusConfig config;
    private final TrafficFamilies families;
    private final Optional<Metrics.Shown> targetHealth;
    private final Map<String, RouteSeries> routes = new ConcurrentHashMap<>();

    Prometheus(PrometheusConfig config, Metrics metrics) {
        this.config = config;
        this.families = TrafficFamilies.of(metrics);
        this.targetHealth = config.upstreamHealthMetrics() ? Optional.of(metrics.showTargetHealth()) : Optional.empty();
    }

    @Override
    public boolean readsLogDocument() {
        return false;
    }

    @Override
    public void log(LogEntry entry) {
        Exchange exchange = entry.exchange();
        if (exchange.route().isEmpty()) {
            return;
        }
        RouteSeries series = series(exchange.route().get(), exchange.service().orElse(null));
        series.observe(entry);
        ConsumerSeries counters = config.perConsumer() ? series.of(exchange.consumer()) : series.anybody();
        if (config.statusCodeMetrics()) {
            counters.countStatus(entry);
        }
        if (config.bandwidthMetrics()) {
            counters.countBytes(entry);
        }
    }

    /** A session costs much more than to look its series up, so none is kept. */
    @Override
    public void logSession(SessionLogEntry entry) {
        if (entry.route().isEmpty()) {
            return;
        }
        RouteLabels labels = RouteLabels.of(entry.route().get(), entry.service());
        if (config.statusCodeMetrics()) {
            families.sessions()
                    .with(
                            labels.service(),
                            labels.route(),
                            Integer.toString(entry.status()),
                            RouteLabels.source(entry.reachedUpstream()),
                            RouteLabels.WORKSPACE)
                    .add(1);
        }
        if (config.latencyMetrics()) {
            labels.of(families.gatewayLatency()).observe(entry.gatewayMillis());
            labels.of(families.sessionDuration()).observe(entry.sessionMillis());
        }
        if (config.bandwidthMetrics()) {
            count(labels, "ingress", entry.bytesReceived());
            count(labels, "egress", entry.bytesSent());
        }
    }

    private void count(RouteLabels labels, String direction, long bytes) {
        if (bytes > 0) {
            labels.bytes(families, direction, "").add(bytes);
        }
    }

    private RouteSeries series(Route route, Service service) {
        RouteSeries known = routes.get(route.id());
        if (known == null || !known.isFor(route, service)) {
            if (routes.size() >= KEPT_ROUTES) {
                routes.clear();
            }
            known = new RouteSeries(route, service, families, config.latencyMetrics());
            routes.put(route.id(), known);
        }
        return known;
    }

    @Override
    public void close() {
        targetHealth.ifPresent(Metrics.Shown::close);
    }
}
