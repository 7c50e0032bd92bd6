package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Schemas that apply depending on the value of one field; a list selects by its first element that is known.
 *
 * @param key name of the field
 * @param error what is said of an unknown value; {@code %s} is the value
 * @param byValue the schemas
 */
record Subschemas(String key, String error, Map<String, Schema> byValue) {

    Subschemas with(Map<String, Schema> more) {
        Map<String, Schema> all = new LinkedHashMap<>(byValue);
        all.putAll(more);
        return new Subschemas(key, error, Map.copyOf(all));
    }

    Optional<Schema> select(ObjectNode document) {
        JsonNode value = document.path(key);
        if (value.isTextual()) {
            return Optional.ofNullable(byValue.get(value.textValue()));
        }
        if (value.isArray()) {
            for (JsonNode element : value) {
                Schema schema = element.isTextual() ? byValue.get(element.textValue()) : null;
                if (schema != null) {
                    return Optional.of(schema);
                }
            }
        }
        return Optional.empty();
    }

    /** What to say when nothing was selected and the value has the right type. */
    String problem(ObjectNode document) {
        JsonNode value = document.path(key);
        String shown = value.isArray() ? value.isEmpty() ? "nil" : value.get(0).asText() : value.asText();
        return error.replace("%s", shown);
    }
}
