package io.gatehouse.plugin.metrics;

/** How values are distributed. Thread-safe as {@link Counter} is. */
@FunctionalInterface
public interface Histogram {

    void observe(long value);
}
