package io.gatehouse.plugins.prometheus;

import io.gatehouse.plugin.Consumer;
import io.gatehouse.plugin.LogEntry;
import io.gatehouse.plugin.Route;
import io.gatehouse.plugin.Service;
import io.gatehouse.plugin.metrics.Histogram;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The series of one route as it is configured now. Found once, and kept for the requests that follow: then counting allocates
 * nothing. Thread-safe.
 */
final class RouteSeries {
    /** Beyond these, those kept are forgotten and found again. */
    private static final int KEPT_CONSUMERS = 10_000;

    private final Route route;
    private final Service service;
    private final TrafficFamilies families;
    private final RouteLabels labels;
    private final boolean measured;
    private final ConsumerSeries anybody;
    // found by the first request; two threads may find the same one
    private volatile Histogram gateway;
    private volatile Histogram request;
    private volatile Histogram upstream;
    private final Map<String, ConsumerSeries> consumers = new ConcurrentHashMap<>();

    /**
     * @param service null for a route without one
     * @param measured whether latencies are
     */
    RouteSeries(Route route, Service service, TrafficFamilies families, boolean measured) {
        this.route = route;
        this.service = service;
        this.families = families;
        this.measured = measured;
        labels = RouteLabels.of(route, Optional.ofNullable(service));
        anybody = new ConsumerSeries(families, labels, "");
    }

    /** Whether nothing of what the labels say has changed. */
    boolean isFor(Route asked, Service itsService) {
        return route == asked && service == itsService;
    }

    /** Counts the times, if they are measured. */
    void observe(LogEntry entry) {
        if (!measured) {
            return;
        }
        if (gateway == null) {
            request = labels.of(families.requestLatency());
            gateway = labels.of(families.gatewayLatency());
        }
        gateway.observe(entry.gatewayMillis());
        request.observe(entry.requestMillis());
        if (entry.upstreamMillis() >= 0) {
            if (upstream == null) {
                upstream = labels.of(families.upstreamLatency());
            }
            upstream.observe(entry.upstreamMillis());
        }
    }

    /** The series of requests whose consumer is not told. */
    ConsumerSeries anybody() {
        return anybody;
    }

    /** The series of a consumer's requests, or of those without one. */
    ConsumerSeries of(Optional<Consumer> consumer) {
        return consumer.isPresent() ? of(consumer.get()) : anybody;
    }

    private ConsumerSeries of(Consumer consumer) {
        ConsumerSeries known = consumers.get(consumer.id());
        String username = consumer.username().orElse("");
        if (known == null || !known.consumer().equals(username)) {
            if (consumers.size() >= KEPT_CONSUMERS) {
                consumers.clear();
            }
            known = new ConsumerSeries(families, labels, username);
            consumers.put(consumer.id(), known);
        }
        return known;
    }
}
