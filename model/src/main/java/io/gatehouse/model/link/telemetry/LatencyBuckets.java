package io.gatehouse.model.link.telemetry;

import java.util.Arrays;
import java.util.List;

/**
 * The classes into which times are sorted. They belong to the format: other bounds need another format number, and columns of their
 * own in the database.
 */
public final class LatencyBuckets {
    private static final int[] BOUNDS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000};

    /** Number of classes; the last holds what is above every bound. */
    public static final int COUNT = BOUNDS.length + 1;

    private LatencyBuckets() {}

    /** The greatest time of each class but the last, in milliseconds, ascending. */
    public static List<Integer> bounds() {
        return Arrays.stream(BOUNDS).boxed().toList();
    }

    /** The class of a time in milliseconds, from 0. */
    public static int of(long millis) {
        int bucket = 0;
        while (bucket < BOUNDS.length && millis > BOUNDS[bucket]) {
            bucket++;
        }
        return bucket;
    }
}
