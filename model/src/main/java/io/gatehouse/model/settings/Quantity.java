package io.gatehouse.model.settings;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and durations as nginx writes them: {@code 8k}, {@code 2048m}, {@code 1d}, {@code 1h30m}. */
final class Quantity {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([kKmMgG]?)");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|[smhdwMy]?)");

    private Quantity() {}

    /**
     * Returns a size in bytes.
     *
     * @throws IllegalArgumentException when the text is no size
     */
    static long bytes(String text) {
        Matcher size = SIZE.matcher(text.trim());
        if (!size.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no size; write a number of bytes, or one followed by k, m or g");
        }
        long factor = switch (size.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> 1L << 10;
            case "m" -> 1L << 20;
            case "g" -> 1L << 30;
            default -> 1L;
        };
        return Math.multiplyExact(Long.parseLong(size.group(1)), factor);
    }

    /**
     * Returns a duration; a number without a unit means seconds.
     *
     * @throws IllegalArgumentException when the text is no duration
     */
    static Duration duration(String text) {
        Matcher part = DURATION.matcher(text.trim());
        Duration total = Duration.ZERO;
        int end = 0;
        while (part.lookingAt()) {
            total = total.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
            end = part.end();
            part.region(end, text.trim().length());
        }
        if (end == 0 || end != text.trim().length()) {
            throw new IllegalArgumentException("'" + text + "' is no duration; write for example 30s, 10m or 1d");
        }
        return total;
    }

    private static Duration unit(String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            case "w" -> Duration.ofDays(7);
            case "M" -> Duration.ofDays(30);
            case "y" -> Duration.ofDays(365);
            default -> Duration.ofSeconds(1);
        };
    }
}
