package io.gatehouse.model.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of certificates that are about to expire: 30 days, 7 days and 1 day before, each once, and when they have. Confined to one
 * thread at a time.
 */
public final class ExpiryWarnings {
    private static final Logger LOG = LoggerFactory.getLogger(ExpiryWarnings.class);
    private static final List<Duration> STEPS =
            List.of(Duration.ZERO, Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30));

    private record Said(Instant expiry, Duration step) {}

    private Map<String, Said> said = Map.of();

    /**
     * Looks at all certificates that matter now. What is not among them any more is forgotten.
     *
     * @param expiries end of validity by what the log calls the certificate, such as {@code cluster_cert}
     */
    public void look(Map<String, Instant> expiries, Instant now) {
        Map<String, Said> next = new HashMap<>();
        expiries.forEach((name, expiry) -> STEPS.stream()
                .filter(step -> !now.plus(step).isBefore(expiry))
                .findFirst()
                .ifPresent(step -> {
                    Said warning = new Said(expiry, step);
                    if (!warning.equals(said.get(name))) {
                        warn(name, expiry, step);
                    }
                    next.put(name, warning);
                }));
        said = next;
    }

    private static void warn(String name, Instant expiry, Duration step) {
        if (step.isZero()) {
            LOG.warn("the certificate {} expired at {}; replace it", name, expiry);
        } else {
            String left = step.toDays() == 1 ? "1 day" : step.toDays() + " days";
            LOG.warn("the certificate {} expires within {}, at {}; replace it before that", name, left, expiry);
        }
    }
}
