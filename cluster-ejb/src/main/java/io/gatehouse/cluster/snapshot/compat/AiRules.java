package io.gatehouse.cluster.snapshot.compat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Providers of language models that came one after the other; older data planes get the one they all know. */
final class AiRules {
    private static final String PRESERVE = "preserve";

    /** Where a plugin keeps the model. */
    private static final Map<String, String> MODELS = Map.of(
            "ai-proxy", "config.model",
            "ai-request-transformer", "config.llm.model",
            "ai-response-transformer", "config.llm.model");

    private AiRules() {}

    /** Replaces these providers by {@code openai}; requests then pass as they are. */
    static RowRule withoutProviders(Set<String> providers) {
        return (row, warnings) -> {
            String model = MODELS.get(row.path("name").asText());
            if (model == null
                    || !providers.contains(Fields.get(row, model + ".provider").asText())) {
                return false;
            }
            Fields.set(row, model + ".provider", TextNode.valueOf("openai"));
            if (row.path("name").asText().equals("ai-proxy")) {
                Fields.set(row, "config.route_type", TextNode.valueOf(PRESERVE));
            }
            warnings.accept(row.path("name").asText()
                    + " plugin uses a provider that the data plane does not know; it gets" + " 'openai' instead");
            return true;
        };
    }

    /** Data planes before 3.8 have no default address for this provider. */
    static boolean mistralAddress(ObjectNode row, Consumer<String> warnings) {
        String model = MODELS.get(row.path("name").asText());
        return model != null
                && Fields.get(row, model + ".provider").asText().equals("mistral")
                && Fields.get(row, model + ".options").isObject()
                && Fields.get(row, model + ".options.upstream_url").asText("").matches("|null")
                && Fields.set(row, model + ".options.upstream_url", TextNode.valueOf("https://api.mistral.ai:443"));
    }

    /** The route type {@code preserve} came with 3.7. */
    static boolean chatInsteadOfPreserve(ObjectNode row, Consumer<String> warnings) {
        return row.path("name").asText().equals("ai-proxy")
                && Fields.get(row, "config.route_type").asText().equals(PRESERVE)
                && Fields.set(row, "config.route_type", TextNode.valueOf("llm/v1/chat"));
    }
}
