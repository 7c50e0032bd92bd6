package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.function.Function;

/**
 * One rule for a value of the right type. The answer is nothing, a text, or a tree of texts for the parts of the value.
 * Thread-safe.
 */
@FunctionalInterface
public interface ValueCheck {

    /** What is wrong with {@code value}, which is never null. */
    Optional<JsonNode> problem(JsonNode value);

    /** A rule for texts; values of other types pass, their type is checked elsewhere. */
    static ValueCheck ofText(Function<String, Optional<String>> rule) {
        return value -> value.isTextual() ? rule.apply(value.textValue()).map(TextNode::valueOf) : Optional.empty();
    }

    /** A rule that says one thing only. */
    static ValueCheck of(java.util.function.Predicate<JsonNode> good, Function<JsonNode, String> problem) {
        return value -> good.test(value) ? Optional.empty() : Optional.of(TextNode.valueOf(problem.apply(value)));
    }
}
