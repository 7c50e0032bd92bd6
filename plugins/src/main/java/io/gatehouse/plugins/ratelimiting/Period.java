package io.gatehouse.plugins.ratelimiting;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/** The periods that limits are for, shortest first. */
enum Period {
    SECOND("Second", 1),
    MINUTE("Minute", 60),
    HOUR("Hour", 3600),
    DAY("Day", 86_400),
    MONTH("Month", 2_592_000),
    YEAR("Year", 31_536_000);

    private final String title;
    private final int seconds;

    Period(String title, int seconds) {
        this.title = title;
        this.seconds = seconds;
    }

    /** As header names have it. */
    String title() {
        return title;
    }

    /** What clients are told to be its length, whatever month or year it is. */
    int seconds() {
        return seconds;
    }

    /** The beginning of the window that a moment lies in. */
    LocalDateTime start(LocalDateTime moment) {
        return switch (this) {
            case SECOND -> moment.truncatedTo(ChronoUnit.SECONDS);
            case MINUTE -> moment.truncatedTo(ChronoUnit.MINUTES);
            case HOUR -> moment.truncatedTo(ChronoUnit.HOURS);
            case DAY -> moment.truncatedTo(ChronoUnit.DAYS);
            case MONTH -> moment.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
            case YEAR -> moment.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
        };
    }

    /** The beginning of the window after one that begins at {@code start}. */
    LocalDateTime next(LocalDateTime start) {
        return switch (this) {
            case SECOND -> start.plusSeconds(1);
            case MINUTE -> start.plusMinutes(1);
            case HOUR -> start.plusHours(1);
            case DAY -> start.plusDays(1);
            case MONTH -> start.plusMonths(1);
            case YEAR -> start.plusYears(1);
        };
    }
}
