package io.gatehouse.cluster.log;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The values of {@code log_level}, from the most talkative on. */
public enum LogLevel {
    DEBUG,
    INFO,
    NOTICE,
    WARN,
    ERROR,
    CRIT,
    ALERT,
    EMERG;

    /** The level of that name in small letters; empty when there is none. */
    public static Optional<LogLevel> of(String text) {
        return Arrays.stream(values())
                .filter(level -> level.toString().equals(text))
                .findFirst();
    }

    /** The name as settings and paths have it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
