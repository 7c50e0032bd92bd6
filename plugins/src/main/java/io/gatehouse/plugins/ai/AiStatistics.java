package io.gatehouse.plugins.ai;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.model.schema.CheckProvider;
import io.gatehouse.model.schema.ValueCheck;
import java.util.Map;

/** Anthropic does not count tokens in one of its two forms of answer, so there is nothing to log about them. */
public final class AiStatistics implements CheckProvider {
    private static final String COMPLETIONS = "llm/v1/completions";

    @Override
    public Map<String, ValueCheck> checks() {
        return Map.of(
                "ai_statistics",
                ValueCheck.of(
                        llm -> !isUncounted(llm),
                        llm -> "anthropic does not support statistics when route_type is " + COMPLETIONS));
    }

    private static boolean isUncounted(JsonNode llm) {
        return llm.at("/logging/log_statistics").asBoolean()
                && llm.at("/model/provider").asText().equals("anthropic")
                && llm.path("route_type").asText().equals(COMPLETIONS);
    }
}
