package io.gatehouse.proxy.metrics;

import io.gatehouse.model.metrics.ExpositionText;
import io.gatehouse.plugin.metrics.Counter;
import io.gatehouse.plugin.metrics.Histogram;
import io.gatehouse.plugin.metrics.MetricFamily;
import io.gatehouse.plugin.metrics.Metrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The series of a node, as plugins make them. Thread-safe. */
public final class MetricRegistry implements Metrics {
    /** Some 300 bytes for a counter, 700 and more for a histogram. */
    static final int MOST_SERIES = 100_000;

    private final SeriesLimit limit;
    private final Map<String, SeriesFamily<Counter, CounterSeries>> counters = new ConcurrentHashMap<>();
    private final Map<String, SeriesFamily<Histogram, HistogramSeries>> histograms = new ConcurrentHashMap<>();
    private final AtomicInteger targetHealth = new AtomicInteger();

    public MetricRegistry() {
        this(MOST_SERIES);
    }

    MetricRegistry(int mostSeries) {
        limit = new SeriesLimit(mostSeries);
    }

    @Override
    public MetricFamily<Counter> counters(String name, String help, String... labels) {
        return counters.computeIfAbsent(
                name,
                absent -> new SeriesFamily<>(
                        name,
                        labels,
                        text -> text.counter(name, help),
                        limit,
                        CounterSeries::new,
                        series -> series,
                        amount -> limit.lose()));
    }

    @Override
    public MetricFamily<Histogram> histograms(String name, String help, long[] bounds, String... labels) {
        long[] shared = bounds.clone();
        return histograms.computeIfAbsent(
                name,
                absent -> new SeriesFamily<>(
                        name,
                        labels,
                        text -> text.histogram(name, help),
                        limit,
                        () -> new HistogramSeries(shared),
                        series -> series,
                        value -> limit.lose()));
    }

    @Override
    public Shown showTargetHealth() {
        targetHealth.incrementAndGet();
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                targetHealth.decrementAndGet();
            }
        };
    }

    boolean showsTargetHealth() {
        return targetHealth.get() > 0;
    }

    void write(ExpositionText text) {
        counters.values().forEach(family -> family.write(text));
        histograms.values().forEach(family -> family.write(text));
        text.counter("nginx_metric_errors_total", "What was not counted because there are too many series")
                .sample(limit.lost());
    }
}
