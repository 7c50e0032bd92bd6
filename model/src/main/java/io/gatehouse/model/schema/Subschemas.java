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
 * @param byValue what each value selects
 * @param refusals what is said of some unknown values in place of {@code error}
 */
record Subschemas(String key, String error, Map<String, Selected> byValue, Map<String, String> refusals) {

    /**
     * What a value selects.
     *
     * @param schema the subschema
     * @param fields all fields of such a document: those of the subschema in place of those of the same name
     */
    record Selected(Schema schema, Map<String, Field> fields) {

        static Selected of(Schema schema, Map<String, Field> common) {
            Map<String, Field> fields = new LinkedHashMap<>(common);
            fields.putAll(schema.fields());
            return new Selected(schema, fields);
        }
    }

    /** The same selection with more values. */
    Subschemas with(Map<String, Schema> more, Map<String, Field> common) {
        Map<String, Selected> all = new LinkedHashMap<>(byValue);
        more.forEach((value, schema) -> all.put(value, Selected.of(schema, common)));
        return new Subschemas(key, error, Map.copyOf(all), refusals);
    }

    /** The same selection, with something of its own to say of some values. */
    Subschemas refusing(Map<String, String> more) {
        return new Subschemas(key, error, byValue, Map.copyOf(more));
    }

    Optional<Selected> select(JsonNode document) {
        JsonNode value = document.path(key);
        if (value.isTextual()) {
            return Optional.ofNullable(byValue.get(value.textValue()));
        }
        if (value.isArray()) {
            for (JsonNode element : value) {
                Selected selected = element.isTextual() ? byValue.get(element.textValue()) : null;
                if (selected != null) {
                    return Optional.of(selected);
                }
            }
        }
        return Optional.empty();
    }

    /** What to say when nothing was selected and the value has the right type. */
    String problem(ObjectNode document) {
        JsonNode value = document.path(key);
        String shown = value.isArray() ? value.isEmpty() ? "nil" : value.get(0).asText() : value.asText();
        return refusals.getOrDefault(shown, error).replace("%s", shown);
    }
}
