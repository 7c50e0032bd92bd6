package io.gatehouse.plugins.ratelimiting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.model.schema.CheckProvider;
import io.gatehouse.model.schema.ValueCheck;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A longer period must not allow fewer requests than a shorter one. */
public final class RateLimitsOrder implements CheckProvider {
    private static final List<String> PERIODS = List.of("second", "minute", "hour", "day", "month", "year");

    @Override
    public Map<String, ValueCheck> checks() {
        return Map.of(
                "rate_limits_order", config -> problem(config, "The"),
                "response_limits_order", limits -> problem(limits, "the"));
    }

    private static Optional<JsonNode> problem(JsonNode config, String article) {
        for (int shorter = 0; shorter < PERIODS.size(); shorter++) {
            for (int longer = shorter + 1; longer < PERIODS.size(); longer++) {
                JsonNode few = config.path(PERIODS.get(longer));
                JsonNode many = config.path(PERIODS.get(shorter));
                if (few.isNumber() && many.isNumber() && few.doubleValue() < many.doubleValue()) {
                    return Optional.of(TextNode.valueOf(String.format(
                            Locale.ROOT,
                            "%s limit for %s(%.1f) cannot be lower than the limit for %s(%.1f)",
                            article,
                            PERIODS.get(longer),
                            few.doubleValue(),
                            PERIODS.get(shorter),
                            many.doubleValue())));
                }
            }
        }
        return Optional.empty();
    }
}
