package io.gatehouse.proxy.metrics;

import io.gatehouse.model.metrics.ExpositionText;
import io.gatehouse.plugin.metrics.Histogram;

/** One histogram of a family: the count of each bucket, that of what is beyond all of them, and the sum of the values. */
final class HistogramSeries implements Histogram, Series {
    private final long[] bounds;
    private final StripedLongs counts;

    /** @param bounds shared by the family */
    HistogramSeries(long[] bounds) {
        this.bounds = bounds;
        this.counts = new StripedLongs(bounds.length + 2);
    }

    @Override
    public void observe(long value) {
        int bucket = 0;
        while (bucket < bounds.length && value > bounds[bucket]) {
            bucket++;
        }
        counts.add(bucket, 1);
        counts.add(bounds.length + 1, value);
    }

    @Override
    public void write(ExpositionText.Family family, String labels) {
        String before = labels.isEmpty() ? "le=\"" : labels + ",le=\"";
        long upTo = 0;
        for (int bucket = 0; bucket < bounds.length; bucket++) {
            upTo += counts.sum(bucket);
            family.line("_bucket", before + bounds[bucket] + '"', upTo);
        }
        upTo += counts.sum(bounds.length);
        family.line("_bucket", before + "+Inf\"", upTo);
        family.line("_count", labels, upTo);
        family.line("_sum", labels, counts.sum(bounds.length + 1));
    }
}
