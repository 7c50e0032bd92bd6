package io.gatehouse.admin.debug;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.model.admin.errors.MessageException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/** The parameter {@code timeout}: seconds, of which parts count as whole ones. */
final class LogLevelTimeout {
    private static final Duration DEFAULT = Duration.ofSeconds(60);

    /** Longer than anybody means; the timer's milliseconds stay far from overflowing. */
    private static final BigDecimal LONGEST =
            BigDecimal.valueOf(Duration.ofDays(36_500).toSeconds());

    private LogLevelTimeout() {}

    /**
     * Reads the member of a body.
     *
     * @throws MessageException 400 for anything but a number from 0 on
     */
    static Duration of(JsonNode value) {
        return value.isNull() ? DEFAULT : of(Optional.of(value.asText()));
    }

    /** As {@link #of(JsonNode)}, for the text of a query; without one it is a minute. */
    static Duration of(Optional<String> text) {
        return text.map(LogLevelTimeout::parse).orElse(DEFAULT);
    }

    private static Duration parse(String text) {
        try {
            BigDecimal seconds = new BigDecimal(text.strip());
            if (seconds.signum() >= 0) {
                return Duration.ofSeconds(
                        seconds.min(LONGEST).setScale(0, RoundingMode.CEILING).longValueExact());
            }
        } catch (NumberFormatException notANumber) {
            // answered below
        }
        throw new MessageException(400, "timeout must be greater than or equal to 0");
    }
}
