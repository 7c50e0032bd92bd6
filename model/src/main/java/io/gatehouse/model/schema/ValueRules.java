package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.format.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Compiles the rules of a field's definition. The order is part of the behaviour: the first rule that fails gives the
 * message.
 */
final class ValueRules {

    private record Rule(String name, Function<JsonNode, ValueCheck> compiler) {}

    private static final List<Rule> ORDER = List.of(
            new Rule("eq", argument -> ComparisonRules.equalTo(argument)),
            new Rule("ne", argument -> ComparisonRules.notEqualTo(argument)),
            new Rule("not_one_of", argument -> ComparisonRules.notOneOf(argument)),
            new Rule("one_of", argument -> ComparisonRules.oneOf(argument)),
            new Rule("gt", argument -> ComparisonRules.greaterThan(argument)),
            new Rule("timestamp", argument -> ComparisonRules.timestamp()),
            new Rule("uuid", argument -> uuid()),
            new Rule("is_regex", argument -> PatternRules.isRegex()),
            new Rule("between", argument -> ComparisonRules.between(argument)),
            new Rule("len_eq", argument -> LengthRules.exactly(argument.asInt())),
            new Rule("len_min", argument -> LengthRules.atLeast(argument.asInt())),
            new Rule("len_max", argument -> LengthRules.atMost(argument.asInt())),
            new Rule("starts_with", argument -> PatternRules.startsWith(argument.asText())),
            new Rule("not_match", argument -> PatternRules.notMatch(argument.asText())),
            new Rule("match_none", argument -> PatternRules.matchNone(argument)),
            new Rule("match", argument -> PatternRules.match(argument.asText())),
            new Rule("match_all", argument -> PatternRules.matchAll(argument)),
            new Rule("match_any", argument -> PatternRules.matchAny(argument)),
            new Rule("contains", argument -> ComparisonRules.contains(argument)),
            new Rule("check", argument -> NamedChecks.get(argument.asText())),
            new Rule("rules", argument -> CombinationRules.of(argument)),
            new Rule("mutually_exclusive_subsets", argument -> ComparisonRules.exclusiveSubsets(argument)));

    private ValueRules() {}

    static List<ValueCheck> of(ObjectNode definition) {
        List<ValueCheck> checks = new ArrayList<>();
        for (Rule rule : ORDER) {
            JsonNode argument = definition.get(rule.name());
            boolean flag = argument != null && argument.isBoolean();
            // "eq: null" and "ne: null" are about null itself, which never reaches the rules of a value
            boolean unused = argument == null || argument.isNull() || isSwitchedOff(rule.name(), flag, argument);
            if (!unused) {
                checks.add(rule.compiler().apply(argument));
            } else if (rule.name().equals("len_min")
                    && "string".equals(definition.path("type").asText())) {
                checks.add(LengthRules.atLeast(1));
            }
        }
        return List.copyOf(checks);
    }

    private static boolean isSwitchedOff(String rule, boolean flag, JsonNode argument) {
        return flag && !argument.booleanValue() && !rule.equals("eq") && !rule.equals("ne");
    }

    private static ValueCheck uuid() {
        return ValueCheck.of(
                value -> !value.isTextual() || Uuid.isValid(value.textValue()), value -> "expected a valid UUID");
    }
}
