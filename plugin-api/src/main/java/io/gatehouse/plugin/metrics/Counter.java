package io.gatehouse.plugin.metrics;

/** A number that only grows. Thread-safe: each event loop counts for itself, without allocation and without waiting for others. */
@FunctionalInterface
public interface Counter {

    /** @param amount 0 or more */
    void add(long amount);
}
