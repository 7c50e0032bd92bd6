package io.gatehouse.plugin.metrics;

/**
 * The series of this node. A family is made when it is first asked for, and is the same one afterwards; a series is made by its
 * first use and stays until the node ends. Their number is bounded: what comes for series beyond it is not counted, and
 * {@code kong_nginx_metric_errors_total} tells how often. Thread-safe; never blocks.
 */
public interface Metrics {

    /**
     * A family of numbers that only grow.
     *
     * @param name without the prefix {@code kong_}
     * @param help one line
     * @param labels names, in the order in which they are shown
     */
    MetricFamily<Counter> counters(String name, String help, String... labels);

    /**
     * A family of distributions.
     *
     * @param name as for counters, as are the other texts
     * @param bounds upper ends of the buckets, ascending; one without end is added
     */
    MetricFamily<Histogram> histograms(String name, String help, long[] bounds, String... labels);

    /** Shows the health of upstreams' targets besides, until the answer is closed by everybody who asked for it. */
    Shown showTargetHealth();

    /** Ends something that is shown on request. */
    @FunctionalInterface
    interface Shown extends AutoCloseable {
        @Override
        void close();
    }
}
