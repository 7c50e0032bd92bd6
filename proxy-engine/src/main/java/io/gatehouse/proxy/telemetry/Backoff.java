package io.gatehouse.proxy.telemetry;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses between attempts: each up to twice the one before, and random so that many data planes do not come back at once. */
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private Duration limit = FIRST;

    /** The next pause. */
    Duration next() {
        long millis = limit.toMillis();
        Duration doubled = limit.multipliedBy(2);
        limit = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
    }

    /** An attempt succeeded. */
    void reset() {
        limit = FIRST;
    }
}
