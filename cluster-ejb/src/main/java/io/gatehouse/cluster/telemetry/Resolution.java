package io.gatehouse.cluster.telemetry;

import java.time.Duration;
import java.util.Locale;

/** Length of the times that counts are kept for. */
public enum Resolution {
    MINUTE(Duration.ofMinutes(1)),
    HOUR(Duration.ofHours(1));

    private final Duration length;

    Resolution(Duration length) {
        this.length = length;
    }

    public Duration length() {
        return length;
    }

    /** How the Admin API calls it. */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}
