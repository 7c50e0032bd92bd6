package io.gatehouse.model.link.telemetry;

import java.util.Arrays;

/** Requests that were counted together. Not thread-safe. */
public final class Tally {
    private final long[] buckets;
    private long millis;

    public Tally() {
        this(new long[LatencyBuckets.COUNT], 0);
    }

    /**
     * @param buckets requests per class of {@link LatencyBuckets}
     * @param millis sum of the times of all of them
     */
    Tally(long[] buckets, long millis) {
        this.buckets = buckets;
        this.millis = millis;
    }

    /** Counts a request that took so many milliseconds, from its first byte to the response's last. */
    public void add(long requestMillis) {
        buckets[LatencyBuckets.of(requestMillis)]++;
        millis += requestMillis;
    }

    /** Number of requests. */
    public long requests() {
        return Arrays.stream(buckets).sum();
    }

    /** Requests in a class. */
    public long bucket(int index) {
        return buckets[index];
    }

    /** Sum of the times, in milliseconds. */
    public long millis() {
        return millis;
    }
}
