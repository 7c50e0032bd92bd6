package io.gatehouse.plugin.metrics;

/** Series with the same name that differ by their labels. Thread-safe. */
@FunctionalInterface
public interface MetricFamily<M> {

    /**
     * The series with these labels. Keep it: to count is cheap, to find it is not.
     *
     * @param labelValues one for each label of the family
     */
    M with(String... labelValues);
}
