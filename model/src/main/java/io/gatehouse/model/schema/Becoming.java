package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A shorthand that is another field in a different dress, and is not shown in answers.
 *
 * @param name the shorthand
 * @param target the field it becomes; without one it is accepted and has no effect any more
 * @param values texts of the shorthand that have another name in the field
 * @param nullValue what null stands for; without it null says nothing
 * @param yields whether a value that the field has already counts more
 */
record Becoming(String name, Optional<String> target, JsonNode values, Optional<JsonNode> nullValue, boolean yields)
        implements Shorthand.Expansion {

    /** Reads {@code becomes: {field, values, null_value}}. */
    static Becoming of(String name, ObjectNode definition) {
        JsonNode becomes = definition.get("becomes");
        return new Becoming(
                name,
                Optional.ofNullable(becomes.get("field")).map(JsonNode::asText),
                becomes.path("values"),
                Optional.ofNullable(becomes.get("null_value")),
                definition.has("deprecation"));
    }

    @Override
    public Optional<String> apply(ObjectNode document, JsonNode value) {
        document.remove(name);
        Optional<JsonNode> meant = value.isNull() ? nullValue : Optional.of(renamed(value));
        if (target.isPresent() && meant.isPresent() && !(yields && document.hasNonNull(target.get()))) {
            document.set(target.get(), meant.get());
        }
        return Optional.empty();
    }

    private JsonNode renamed(JsonNode value) {
        return value.isTextual() && values.has(value.textValue()) ? values.get(value.textValue()) : value;
    }
}
