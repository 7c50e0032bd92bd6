package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which fields of a record go together, written as data: {@code {when: [a], forbid: [b, c], require: [d], err: text}}.
 * The rule applies when every field of {@code when} is set (a flag: true); the first broken rule gives its {@code err}
 * for the record as a whole.
 */
final class CombinationRules {

    private record Rule(List<String> when, List<String> forbid, List<String> require, String problem) {

        boolean isBrokenBy(JsonNode value) {
            return when.stream().allMatch(name -> isSet(value.path(name)))
                    && (forbid.stream().anyMatch(name -> isSet(value.path(name)))
                            || require.stream().anyMatch(name -> !isSet(value.path(name))));
        }
    }

    private CombinationRules() {}

    static ValueCheck of(JsonNode definitions) {
        List<Rule> rules = new ArrayList<>();
        for (JsonNode definition : definitions) {
            rules.add(new Rule(
                    names(definition.path("when")),
                    names(definition.path("forbid")),
                    names(definition.path("require")),
                    definition.get("err").asText()));
        }
        return value -> firstBroken(rules, value);
    }

    private static Optional<JsonNode> firstBroken(List<Rule> rules, JsonNode value) {
        for (Rule rule : rules) {
            if (rule.isBrokenBy(value)) {
                return Optional.of(TextNode.valueOf(rule.problem()));
            }
        }
        return Optional.empty();
    }

    private static boolean isSet(JsonNode value) {
        return EmptyValues.isNonEmpty(value) && !(value.isBoolean() && !value.booleanValue());
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(name -> names.add(name.asText()));
        return names;
    }
}
