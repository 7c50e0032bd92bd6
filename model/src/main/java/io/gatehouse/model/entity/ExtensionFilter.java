package io.gatehouse.model.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Leaves out of the file of a plugin what is marked as an extension of our own, or else what stands in its place: elements of
 * lists with {@code extension: true} or {@code extension: false}.
 */
final class ExtensionFilter {
    private static final String EXTENSION = "extension";

    private final boolean extended;

    /** @param extended whether extensions are wanted */
    ExtensionFilter(boolean extended) {
        this.extended = extended;
    }

    ObjectNode apply(ObjectNode definition) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        definition.properties().stream()
                .filter(member -> !member.getKey().equals(EXTENSION))
                .forEach(member -> kept.set(member.getKey(), filter(member.getValue())));
        return kept;
    }

    private JsonNode filter(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return apply(object);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode kept = JsonNodeFactory.instance.arrayNode();
            array.valueStream()
                    .filter(element -> element.path(EXTENSION).asBoolean(extended) == extended)
                    .forEach(element -> kept.add(filter(element)));
            return kept;
        }
        return node;
    }
}
