package io.gatehouse.plugin;

/**
 * The counts of one key: for each of a few kinds of windows (each second, each minute) that of the newest window. Times are in
 * milliseconds since 1970. Thread-safe; never blocks.
 */
public interface WindowCounter {
    /** Kinds are numbers from 0 to below this one. */
    int KINDS = 8;

    /** The count of the window that begins at {@code start}; 0 when nothing was counted in it, or a newer one has begun. */
    long count(int kind, long start);

    /**
     * Adds to the count of a window, which begins anew at 0 when {@code start} is later than before. What comes for a window
     * after a newer one has begun is dropped.
     *
     * @param end from here on the window may be forgotten
     * @return the sum
     */
    long add(int kind, long start, long end, long amount);
}
