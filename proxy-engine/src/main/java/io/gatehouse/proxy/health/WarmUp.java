package io.gatehouse.proxy.health;

/**
 * The time in which an address comes up to its full share of requests.
 *
 * @param startNanos on the clock of {@link System#nanoTime()}
 */
record WarmUp(long startNanos, long nanos) {
    /** To begin with, or it would never get a request by which it can warm up. */
    private static final double LEAST = 0.05;

    /** Part of the full share, up to 1, which it is from the end on. */
    double share(long now) {
        return Math.min(1, Math.max(LEAST, (double) (now - startNanos) / nanos));
    }
}
