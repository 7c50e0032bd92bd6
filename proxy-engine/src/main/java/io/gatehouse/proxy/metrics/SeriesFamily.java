package io.gatehouse.proxy.metrics;

import io.gatehouse.model.metrics.ExpositionText;
import io.gatehouse.plugin.metrics.MetricFamily;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The series of one name, in order of their labels. Thread-safe. */
final class SeriesFamily<M, S extends Series> implements MetricFamily<M> {
    private final String name;
    private final String[] labels;
    private final Function<ExpositionText, ExpositionText.Family> heading;
    private final SeriesLimit limit;
    private final Supplier<S> maker;
    private final Function<S, M> face;
    private final M lost;
    private final Map<String, S> series = new ConcurrentSkipListMap<>();

    /**
     * @param heading begins the family in a text
     * @param maker makes a series
     * @param face what users see of it
     * @param lost what they get when there are too many
     */
    SeriesFamily(
            String name,
            String[] labels,
            Function<ExpositionText, ExpositionText.Family> heading,
            SeriesLimit limit,
            Supplier<S> maker,
            Function<S, M> face,
            M lost) {
        this.name = name;
        this.labels = labels.clone();
        this.heading = heading;
        this.limit = limit;
        this.maker = maker;
        this.face = face;
        this.lost = lost;
    }

    @Override
    public M with(String... labelValues) {
        if (labelValues.length != labels.length) {
            throw new IllegalArgumentException("metric " + name + " has " + labels.length + " labels, got "
                    + labelValues.length + " values; give one for each");
        }
        String[] both = new String[2 * labels.length];
        for (int i = 0; i < labels.length; i++) {
            both[2 * i] = labels[i];
            both[2 * i + 1] = labelValues[i];
        }
        String text = ExpositionText.labels(both);
        S known = series.get(text);
        if (known == null && limit.take()) {
            known = series.computeIfAbsent(text, absent -> maker.get());
        }
        return known == null ? lost : face.apply(known);
    }

    void write(ExpositionText text) {
        ExpositionText.Family family = heading.apply(text);
        series.forEach((labelText, one) -> one.write(family, labelText));
    }
}
