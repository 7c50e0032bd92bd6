package io.gatehouse.model.product;

/**
 * Requests to end that come from outside. A JVM obeys them by running its shutdown hooks, but then reports the signal in its
 * exit status (143, 130), which service managers take for a failure.
 */
public final class Termination {
    private Termination() {}

    /**
     * From now on SIGTERM and SIGINT end this JVM with exit status 0, after its shutdown hooks. Where the platform does not
     * let programs handle signals, everything stays as it is.
     */
    public static void endsWithStatusZero() {
        Signals.on("TERM", () -> System.exit(0));
        Signals.on("INT", () -> System.exit(0));
    }
}
