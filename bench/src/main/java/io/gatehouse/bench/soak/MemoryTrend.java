package io.gatehouse.bench.soak;

import java.util.ArrayList;
import java.util.List;

/** Samples of a process's resident memory. One thread. */
final class MemoryTrend {
    private static final double WINDOW = 0.1;

    private final List<Long> samples = new ArrayList<>();

    void add(long kib) {
        samples.add(kib);
    }

    long latestKib() {
        return samples.get(samples.size() - 1);
    }

    /** Median of the tenth of all samples that begins after this share of them. */
    long earlyKib(double share) {
        return median((int) (samples.size() * share));
    }

    /** Median of the last tenth. */
    long lateKib() {
        return median(samples.size() - window());
    }

    /** By how much the last tenth is above the one after the given share. */
    double growthPercent(double share) {
        return 100.0 * (lateKib() - earlyKib(share)) / earlyKib(share);
    }

    private int window() {
        return Math.max(1, (int) (samples.size() * WINDOW));
    }

    private long median(int from) {
        List<Long> part = samples.subList(from, Math.min(samples.size(), from + window())).stream()
                .sorted()
                .toList();
        return part.get(part.size() / 2);
    }
}
