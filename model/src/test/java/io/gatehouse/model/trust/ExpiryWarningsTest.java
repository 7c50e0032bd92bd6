package io.gatehouse.model.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ExpiryWarningsTest {
    private static final Logger LOGGER = Logger.getLogger(ExpiryWarnings.class.getName());
    private static final Instant EXPIRY = Instant.parse("2030-06-30T12:00:00Z");

    private final ExpiryWarnings warnings = new ExpiryWarnings();
    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        LOGGER.removeHandler(handler);
    }

    @Test
    @Tag("R169")
    void warnsThirtySevenAndOneDayBeforeAndAtTheEnd() {
        for (int hoursLeft = 24 * 40; hoursLeft >= -24; hoursLeft--) {
            warnings.look(Map.of("cluster_cert", EXPIRY), EXPIRY.minus(Duration.ofHours(hoursLeft)));
        }
        assertEquals(
                List.of(
                        "the certificate cluster_cert expires within 30 days, at " + EXPIRY
                                + "; replace it before that",
                        "the certificate cluster_cert expires within 7 days, at " + EXPIRY + "; replace it before that",
                        "the certificate cluster_cert expires within 1 day, at " + EXPIRY + "; replace it before that",
                        "the certificate cluster_cert expired at " + EXPIRY + "; replace it"),
                lines);
    }

    @Test
    void saysNothingMoreOfOneThatWasReplaced() {
        Instant now = EXPIRY.minus(Duration.ofDays(3));
        warnings.look(Map.of("cluster_cert", EXPIRY), now);
        warnings.look(Map.of("cluster_cert", EXPIRY.plus(Duration.ofDays(90))), now);
        assertEquals(1, lines.size());
        warnings.look(Map.of("cluster_cert", EXPIRY, "cluster_ca_cert", EXPIRY), now);
        assertEquals(3, lines.size());
        assertTrue(lines.get(2).contains("7 days"));
    }
}
