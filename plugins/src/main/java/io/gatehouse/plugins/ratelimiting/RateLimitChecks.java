package io.gatehouse.plugins.ratelimiting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.model.schema.CheckProvider;
import io.gatehouse.model.schema.ValueCheck;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the schemas of rate-limiting and response-ratelimiting cannot say: a longer period must not allow fewer requests than a
 * shorter one, and only counters in Redis can be exchanged from time to time.
 */
public final class RateLimitChecks implements CheckProvider {
    private static final double SHORTEST_SYNC_SECONDS = 0.02;
    private static final double ALWAYS = -1;
    private static final List<String> PERIODS = List.of("second", "minute", "hour", "day", "month", "year");

    @Override
    public Map<String, ValueCheck> checks() {
        return Map.of(
                "rate_limits", config -> order(config, "The").or(() -> syncRate(config)),
                "response_limits_order", limits -> order(limits, "the"));
    }

    private static Optional<JsonNode> syncRate(JsonNode config) {
        double rate = config.path("sync_rate").asDouble(ALWAYS);
        if (rate == ALWAYS) {
            return Optional.empty();
        }
        if (!config.path("policy").asText().equals("redis")) {
            return Optional.of(TextNode.valueOf("sync_rate can only be used with the redis policy"));
        }
        return rate < SHORTEST_SYNC_SECONDS
                ? Optional.of(TextNode.valueOf("sync_rate must be greater than 0.02, or -1 to disable"))
                : Optional.empty();
    }

    private static Optional<JsonNode> order(JsonNode config, String article) {
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
