package io.gatehouse.bench.fleet;

/** How a change spreads through a fleet. Thread-safe. */
public final class Spread {
    private final int change;
    private final long begin;
    private final Times times = new Times();

    /**
     * @param change its number
     * @param begin {@link System#nanoTime} of the moment before it was made
     */
    Spread(int change, long begin) {
        this.change = change;
        this.begin = begin;
    }

    /** A node went from one change to another. */
    void arrived(int before, int now) {
        if (before < change && now >= change) {
            times.add(System.nanoTime() - begin);
        }
    }

    /** From the beginning of the change to its arrival at the nodes that have it. */
    public Times times() {
        return times;
    }
}
