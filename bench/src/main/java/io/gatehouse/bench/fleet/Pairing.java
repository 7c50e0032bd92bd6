package io.gatehouse.bench.fleet;

/** What the simulated data planes speak on {@code /v1/outlet}. */
public enum Pairing {
    /** Whole configurations, as data planes of other makes take them. */
    PLAIN,
    /** Deltas, as our own take them. */
    DELTAS
}
