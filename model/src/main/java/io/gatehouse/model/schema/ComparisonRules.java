package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules that compare a value with constants. */
final class ComparisonRules {
    private ComparisonRules() {}

    static ValueCheck equalTo(JsonNode constant) {
        return ValueCheck.of(value -> same(value, constant), value -> "value must be " + text(constant));
    }

    static ValueCheck notEqualTo(JsonNode constant) {
        return ValueCheck.of(value -> !same(value, constant), value -> "value must not be " + text(constant));
    }

    static ValueCheck oneOf(JsonNode constants) {
        String problem = "expected one of: " + texts(constants);
        return ValueCheck.of(value -> isAmong(value, constants), value -> problem);
    }

    static ValueCheck notOneOf(JsonNode constants) {
        String problem = "must not be one of: " + texts(constants);
        return ValueCheck.of(value -> !isAmong(value, constants), value -> problem);
    }

    static ValueCheck greaterThan(JsonNode bound) {
        BigDecimal limit = bound.decimalValue();
        return ValueCheck.of(
                value -> !value.isNumber() || value.decimalValue().compareTo(limit) > 0,
                value -> "value must be greater than " + text(bound));
    }

    static ValueCheck between(JsonNode bounds) {
        double low = bounds.get(0).doubleValue();
        double high = bounds.get(1).doubleValue();
        String problem = "value should be between " + text(bounds.get(0)) + " and " + text(bounds.get(1));
        return ValueCheck.of(
                value -> !value.isNumber() || value.doubleValue() >= low && value.doubleValue() <= high,
                value -> problem);
    }

    static ValueCheck timestamp() {
        return ValueCheck.of(value -> value.doubleValue() > 0, value -> "expected a valid timestamp");
    }

    static ValueCheck contains(JsonNode constant) {
        return ValueCheck.of(value -> isAmong(constant, value), value -> "expected to contain: " + text(constant));
    }

    /** The elements of a set must all come from one of the subsets. */
    static ValueCheck exclusiveSubsets(JsonNode subsets) {
        return ValueCheck.of(
                value -> touched(value, subsets).size() < 2,
                value -> "these sets are mutually exclusive: "
                        + touched(value, subsets).stream()
                                .map(subset -> quoted(subset))
                                .collect(Collectors.joining(", ")));
    }

    private static String quoted(JsonNode subset) {
        List<String> names = new ArrayList<>();
        subset.forEach(name -> names.add("'" + name.asText() + "'"));
        return "(" + String.join(", ", names) + ")";
    }

    private static Set<JsonNode> touched(JsonNode value, JsonNode subsets) {
        Set<JsonNode> touched = new LinkedHashSet<>();
        for (JsonNode element : value) {
            for (JsonNode subset : subsets) {
                if (isAmong(element, subset)) {
                    touched.add(subset);
                }
            }
        }
        return touched;
    }

    private static boolean isAmong(JsonNode value, JsonNode constants) {
        for (JsonNode constant : constants) {
            if (same(value, constant)) {
                return true;
            }
        }
        return false;
    }

    static boolean same(JsonNode left, JsonNode right) {
        if (left.isNumber() && right.isNumber()) {
            return left.decimalValue().compareTo(right.decimalValue()) == 0;
        }
        return left.equals(right);
    }

    private static String texts(JsonNode constants) {
        List<String> texts = new ArrayList<>();
        constants.forEach(constant -> texts.add(text(constant)));
        return String.join(", ", texts);
    }

    /** Whole numbers are written without a fraction. */
    private static String text(JsonNode constant) {
        return constant.isNumber()
                ? constant.decimalValue().stripTrailingZeros().toPlainString()
                : constant.asText();
    }
}
