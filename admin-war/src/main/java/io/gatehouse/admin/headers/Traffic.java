package io.gatehouse.admin.headers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts requests and connections of the Admin API. The server tells no connection's end, so one that was silent for
 * longer than it keeps idle connections counts as closed.
 */
@ApplicationScoped
public class Traffic {
    /** Liberty's {@code persistTimeout}. */
    private static final long IDLE_NANOS = Duration.ofSeconds(30).toNanos();

    private static final int SWEEP_ABOVE = 1000;

    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong connections = new AtomicLong();
    private final AtomicInteger inProgress = new AtomicInteger();
    private final Map<String, Long> lastSeen = new ConcurrentHashMap<>();

    /** A request began; {@code peer} is the address and port of its connection. */
    public void begin(String peer) {
        requests.incrementAndGet();
        inProgress.incrementAndGet();
        long now = System.nanoTime();
        Long before = lastSeen.put(peer, now);
        if (before == null || now - before > IDLE_NANOS) {
            connections.incrementAndGet();
        }
        if (lastSeen.size() > SWEEP_ABOVE) {
            sweep(now);
        }
    }

    /** A request was answered. */
    public void end() {
        inProgress.decrementAndGet();
    }

    /** The numbers in the form of {@code GET /status}. */
    public ObjectNode describe() {
        sweep(System.nanoTime());
        int busy = inProgress.get();
        int open = Math.max(busy, lastSeen.size());
        return JsonNodeFactory.instance
                .objectNode()
                .put("connections_accepted", connections.get())
                .put("connections_handled", connections.get())
                .put("connections_active", open)
                .put("connections_reading", 0)
                .put("connections_writing", busy)
                .put("connections_waiting", open - busy)
                .put("total_requests", requests.get());
    }

    private void sweep(long now) {
        lastSeen.values().removeIf(seen -> now - seen > IDLE_NANOS);
    }
}
