package io.gatehouse.bench.fleet;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Durations, to be told by their percentiles. Thread-safe. */
public final class Times {
    private long[] nanos = new long[1024];
    private int count;

    public synchronized void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
    }

    /** How many there are. */
    public synchronized int count() {
        return count;
    }

    /**
     * The duration that this part of all does not exceed.
     *
     * @param percent 0 to 100
     * @return milliseconds; 0 when there are none
     */
    public synchronized long millis(double percent) {
        if (count == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int index = Math.max(0, (int) Math.ceil(percent / 100 * count) - 1);
        return TimeUnit.NANOSECONDS.toMillis(sorted[index]);
    }

    @Override
    public String toString() {
        return "50 % " + millis(50) + " ms, 99 % " + millis(99) + " ms, all " + millis(100) + " ms";
    }
}
