package io.gatehouse.plugins.ratelimiting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The {@code config} record of rate-limiting; its fields are described in {@code rate-limiting.yaml}. What is only about
 * counters in Redis is left out: this node keeps its own, which cannot fail, so that {@code fault_tolerant} makes no difference.
 */
record RateLimitingConfig(
        Optional<Double> second,
        Optional<Double> minute,
        Optional<Double> hour,
        Optional<Double> day,
        Optional<Double> month,
        Optional<Double> year,
        Optional<String> limitBy,
        Optional<String> headerName,
        Optional<String> path,
        Optional<String> policy,
        boolean hideClientHeaders,
        Optional<Integer> errorCode,
        Optional<String> errorMessage) {

    /** The limits there are, shortest period first. */
    List<Limit> limits() {
        List<Limit> limits = new ArrayList<>();
        List<Optional<Double>> allowed = List.of(second, minute, hour, day, month, year);
        for (Period period : Period.values()) {
            allowed.get(period.ordinal()).ifPresent(number -> limits.add(Limit.of(period, number)));
        }
        return limits;
    }
}
