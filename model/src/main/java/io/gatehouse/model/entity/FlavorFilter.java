package io.gatehouse.model.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Leaves out of an entity file what its {@code flavors} restrict to other values of the setting. */
final class FlavorFilter {
    private static final String FLAVORS = "flavors";

    private FlavorFilter() {}

    static ObjectNode apply(ObjectNode definition, RouterFlavor flavor) {
        return (ObjectNode) filter(definition, flavor);
    }

    private static JsonNode filter(JsonNode node, RouterFlavor flavor) {
        if (node.isObject()) {
            ObjectNode kept = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(member -> {
                if (!member.getKey().equals(FLAVORS)) {
                    kept.set(member.getKey(), filter(member.getValue(), flavor));
                }
            });
            return kept;
        }
        if (node.isArray()) {
            ArrayNode kept = JsonNodeFactory.instance.arrayNode();
            for (JsonNode element : node) {
                if (belongs(element, flavor)) {
                    kept.add(filter(element, flavor));
                }
            }
            return kept;
        }
        return node;
    }

    private static boolean belongs(JsonNode element, RouterFlavor flavor) {
        if (!element.has(FLAVORS)) {
            return true;
        }
        for (JsonNode name : element.get(FLAVORS)) {
            if (name.asText().equals(flavor.text())) {
                return true;
            }
        }
        return false;
    }
}
