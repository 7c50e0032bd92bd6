package io.gatehouse.bench.fleet;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What happens to the nodes of a fleet. Thread-safe. */
public final class FleetFigures {
    private final AtomicInteger connected = new AtomicInteger();
    private final AtomicInteger configured = new AtomicInteger();
    private final LongAdder pings = new LongAdder();
    private final LongAdder pongs = new LongAdder();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> losses = new ConcurrentHashMap<>();
    private volatile Times opening = new Times();

    void opened(long openingNanos) {
        connected.incrementAndGet();
        opening.add(openingNanos);
    }

    void settled() {
        configured.incrementAndGet();
    }

    void pinged() {
        pings.increment();
    }

    void ponged() {
        pongs.increment();
    }

    void failed(String reason) {
        failures.computeIfAbsent(reason, first -> new LongAdder()).increment();
    }

    void lost(String reason, boolean wasConfigured) {
        connected.decrementAndGet();
        if (wasConfigured) {
            configured.decrementAndGet();
        }
        losses.computeIfAbsent(reason, first -> new LongAdder()).increment();
    }

    /** Nodes that have a session now. */
    public int connected() {
        return connected.get();
    }

    /** Nodes that have got a configuration, or the word that theirs is the newest, in the session that they have now. */
    public int configured() {
        return configured.get();
    }

    public long pings() {
        return pings.sum();
    }

    public long pongs() {
        return pongs.sum();
    }

    /** Attempts that did not become sessions, by reason. */
    public Map<String, Long> failures() {
        return sums(failures);
    }

    /** Sessions that ended, by reason. */
    public Map<String, Long> losses() {
        return sums(losses);
    }

    /** From dialling to the answer to the WebSocket handshake, of the sessions since {@link #forget}. */
    public Times opening() {
        return opening;
    }

    /** Begins to count failures, losses and opening times anew. */
    public void forget() {
        failures.clear();
        losses.clear();
        opening = new Times();
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counters) {
        Map<String, Long> sums = new TreeMap<>();
        counters.forEach((reason, count) -> sums.put(reason, count.sum()));
        return sums;
    }
}
