package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The way to a value inside nested records: {@code config.redis.host}.
 *
 * @param text the dotted form, as messages quote it
 * @param steps its parts
 */
record FieldPath(String text, List<String> steps) {

    static FieldPath of(String text) {
        return new FieldPath(text, List.of(text.split("\\.")));
    }

    static FieldPath of(List<String> steps) {
        return new FieldPath(String.join(".", steps), List.copyOf(steps));
    }

    /** The name on the top level. */
    String head() {
        return steps.get(0);
    }

    /** The value there; null and absent are both told by {@link JsonNode#isNull} or {@link JsonNode#isMissingNode}. */
    JsonNode in(JsonNode root) {
        JsonNode value = root;
        for (String step : steps) {
            value = value.path(step);
        }
        return value;
    }

    /** Whether a non-null value is there. */
    boolean isSetIn(JsonNode root) {
        JsonNode value = in(root);
        return !value.isNull() && !value.isMissingNode();
    }

    /** Puts {@code value} there; whatever is in the way and no record gives way. */
    void put(ObjectNode root, JsonNode value) {
        ObjectNode parent = root;
        for (String step : steps.subList(0, steps.size() - 1)) {
            JsonNode next = parent.get(step);
            parent = next instanceof ObjectNode object ? object : parent.putObject(step);
        }
        parent.set(steps.get(steps.size() - 1), value);
    }

    /** Takes away what is there. */
    void remove(ObjectNode root) {
        JsonNode parent = root;
        for (String step : steps.subList(0, steps.size() - 1)) {
            parent = parent.path(step);
        }
        if (parent instanceof ObjectNode object) {
            object.remove(steps.get(steps.size() - 1));
        }
    }
}
