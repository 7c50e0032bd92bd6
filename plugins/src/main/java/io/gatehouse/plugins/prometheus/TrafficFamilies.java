package io.gatehouse.plugins.prometheus;

import io.gatehouse.plugin.metrics.Counter;
import io.gatehouse.plugin.metrics.Histogram;
import io.gatehouse.plugin.metrics.MetricFamily;
import io.gatehouse.plugin.metrics.Metrics;

/** The families that requests are counted in; names, labels and buckets are those that dashboards for Kong 3.9 expect. */
record TrafficFamilies(
        MetricFamily<Counter> requests,
        MetricFamily<Counter> sessions,
        MetricFamily<Counter> bytes,
        MetricFamily<Histogram> gatewayLatency,
        MetricFamily<Histogram> upstreamLatency,
        MetricFamily<Histogram> requestLatency,
        MetricFamily<Histogram> sessionDuration) {
    private static final long[] GATEWAY_BOUNDS = {
        1, 2, 5, 7, 10, 15, 20, 30, 50, 75, 100, 200, 500, 750, 1000, 3000, 6000
    };
    private static final long[] UPSTREAM_BOUNDS = {
        25, 50, 80, 100, 250, 400, 700, 1000, 2000, 5000, 10_000, 30_000, 60_000
    };
    private static final String[] LATENCY_LABELS = {"service", "route", "workspace"};

    static TrafficFamilies of(Metrics metrics) {
        return new TrafficFamilies(
                metrics.counters(
                        "http_requests_total",
                        "Requests by the status of their response",
                        "service",
                        "route",
                        "code",
                        "source",
                        "workspace",
                        "consumer"),
                metrics.counters(
                        "stream_sessions_total",
                        "Sessions of stream routes by how they ended",
                        "service",
                        "route",
                        "code",
                        "source",
                        "workspace"),
                metrics.counters(
                        "bandwidth_bytes",
                        "Bytes from and to clients: requests and responses with their heads, or sessions",
                        "service",
                        "route",
                        "direction",
                        "workspace",
                        "consumer"),
                metrics.histograms(
                        "kong_latency_ms", "Time that the gateway itself took", GATEWAY_BOUNDS, LATENCY_LABELS),
                metrics.histograms(
                        "upstream_latency_ms",
                        "Time until the upstream's response began",
                        UPSTREAM_BOUNDS,
                        LATENCY_LABELS),
                metrics.histograms(
                        "request_latency_ms",
                        "Time from a request to the end of its response",
                        UPSTREAM_BOUNDS,
                        LATENCY_LABELS),
                metrics.histograms("session_duration_ms", "Time that a session took", UPSTREAM_BOUNDS, LATENCY_LABELS));
    }
}
