package io.gatehouse.acceptance.node;

import java.util.List;
import java.util.Locale;

/** Measured times and counts, shown in the output of the tests. They are for readers: on a busy machine they prove nothing. */
public final class Figures {
    private Figures() {}

    public static void milliseconds(String what, double value) {
        System.out.printf(Locale.ROOT, "[figure] %s: %.0f ms%n", what, value);
    }

    public static void count(String what, int value) {
        System.out.printf(Locale.ROOT, "[figure] %s: %d%n", what, value);
    }

    /** Shows median, smallest and largest of a non-empty list. */
    public static void milliseconds(String what, List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "[figure] %s: median %.0f ms, from %.0f to %.0f ms in %d%n",
                what,
                sorted.get(sorted.size() / 2),
                sorted.get(0),
                sorted.get(sorted.size() - 1),
                sorted.size());
    }

    /** Shows median, 99th percentile and largest of a non-empty list, and returns the percentile. */
    public static double percentile(String what, List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        double percentile = sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1);
        System.out.printf(
                Locale.ROOT,
                "[figure] %s: median %.0f ms, p99 %.0f ms, largest %.0f ms in %d%n",
                what,
                sorted.get(sorted.size() / 2),
                percentile,
                sorted.get(sorted.size() - 1),
                sorted.size());
        return percentile;
    }

    public static void bytes(String what, long value) {
        System.out.printf(Locale.ROOT, "[figure] %s: %d bytes%n", what, value);
    }
}
