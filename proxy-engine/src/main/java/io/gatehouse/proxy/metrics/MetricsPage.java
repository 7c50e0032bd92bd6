package io.gatehouse.proxy.metrics;

import io.gatehouse.model.metrics.ExpositionText;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What {@code /metrics} answers: the node's gauges, and the series of plugins. Thread-safe; summing up takes a while where there are
 * many series, so never on an event loop of the proxy.
 */
public final class MetricsPage implements Supplier<String> {
    private final MetricRegistry registry;
    private final List<Consumer<ExpositionText>> gauges;
    private final Consumer<ExpositionText> targets;

    /**
     * @param gauges each writes some of the node's numbers
     * @param targets writes the health of targets; asked only while a plugin wants it shown
     */
    public MetricsPage(
            MetricRegistry registry, List<Consumer<ExpositionText>> gauges, Consumer<ExpositionText> targets) {
        this.registry = registry;
        this.gauges = List.copyOf(gauges);
        this.targets = targets;
    }

    /** The page in Prometheus' text format. */
    @Override
    public String get() {
        ExpositionText text = new ExpositionText();
        gauges.forEach(gauge -> gauge.accept(text));
        registry.write(text);
        if (registry.showsTargetHealth()) {
            targets.accept(text);
        }
        return text.toString();
    }
}
