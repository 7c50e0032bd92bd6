package io.gatehouse.proxy.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A row of numbers that threads add to without getting in each other's way: each has its own copy of the row, made at its first
 * use, and readers sum them. Threads whose ids fall together share a copy, which is slower and still right. Thread-safe.
 */
final class StripedLongs {
    private static final int STRIPES =
            Integer.highestOneBit(2 * Math.min(Runtime.getRuntime().availableProcessors(), 32) - 1);

    private final int width;
    private final AtomicReferenceArray<AtomicLongArray> stripes = new AtomicReferenceArray<>(STRIPES);

    StripedLongs(int width) {
        this.width = width;
    }

    void add(int index, long amount) {
        stripe().getAndAdd(index, amount);
    }

    private AtomicLongArray stripe() {
        int at = (int) Thread.currentThread().getId() & STRIPES - 1;
        AtomicLongArray stripe = stripes.get(at);
        if (stripe == null) {
            stripes.compareAndSet(at, null, new AtomicLongArray(width));
            stripe = stripes.get(at);
        }
        return stripe;
    }

    long sum(int index) {
        long sum = 0;
        for (int at = 0; at < STRIPES; at++) {
            AtomicLongArray stripe = stripes.get(at);
            sum += stripe == null ? 0 : stripe.get(index);
        }
        return sum;
    }
}
