package io.gatehouse.proxy.metrics;

import io.gatehouse.model.metrics.ExpositionText;
import io.gatehouse.plugin.metrics.Counter;

/** One counter of a family. */
final class CounterSeries implements Counter, Series {
    private final StripedLongs count = new StripedLongs(1);

    @Override
    public void add(long amount) {
        count.add(0, amount);
    }

    @Override
    public void write(ExpositionText.Family family, String labels) {
        family.line("", labels, count.sum(0));
    }
}
