package io.gatehouse.plugins.ratelimiting;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The window of each period that one second lies in, aligned to the calendar in UTC; times in milliseconds since 1970. Made once a
 * second for all requests. Immutable.
 */
final class Windows {
    private static final Period[] PERIODS = Period.values();
    private static volatile Windows latest = new Windows(0);

    private final long[] starts = new long[PERIODS.length];
    private final long[] ends = new long[PERIODS.length];

    private Windows(long millis) {
        LocalDateTime moment = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
        for (Period period : PERIODS) {
            LocalDateTime start = period.start(moment);
            starts[period.ordinal()] = start.toInstant(ZoneOffset.UTC).toEpochMilli();
            ends[period.ordinal()] =
                    period.next(start).toInstant(ZoneOffset.UTC).toEpochMilli();
        }
    }

    static Windows at(long millis) {
        Windows known = latest;
        if (known.start(Period.SECOND) <= millis && millis < known.end(Period.SECOND)) {
            return known;
        }
        Windows made = new Windows(millis);
        latest = made;
        return made;
    }

    long start(Period period) {
        return starts[period.ordinal()];
    }

    long end(Period period) {
        return ends[period.ordinal()];
    }

    /** Seconds until the window ends, by the period's nominal length; at least 1. */
    long reset(Period period) {
        long elapsed = (start(Period.SECOND) - start(period)) / 1000;
        return Math.max(1, period.seconds() - elapsed);
    }
}
