package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.model.format.RegexDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Rules about the characters of a text. */
final class PatternRules {

    private record Named(Pattern pattern, String problem) {}

    private PatternRules() {}

    static ValueCheck startsWith(String prefix) {
        return ValueCheck.of(value -> value.asText().startsWith(prefix), value -> "should start with: " + prefix);
    }

    static ValueCheck match(String source) {
        Pattern pattern = LuaPattern.compile(source);
        return ValueCheck.of(
                value -> pattern.matcher(value.asText()).find(), value -> "invalid value: " + value.asText());
    }

    static ValueCheck notMatch(String source) {
        Pattern pattern = LuaPattern.compile(source);
        return ValueCheck.of(
                value -> !pattern.matcher(value.asText()).find(), value -> "invalid value: " + value.asText());
    }

    /** Each pattern has an {@code err}, told when it matches. */
    static ValueCheck matchNone(JsonNode definitions) {
        List<Named> patterns = named(definitions);
        return value -> first(patterns, value, true);
    }

    /** Each pattern has an {@code err}, told when it does not match. */
    static ValueCheck matchAll(JsonNode definitions) {
        List<Named> patterns = named(definitions);
        return value -> first(patterns, value, false);
    }

    /** One {@code err} for all {@code patterns}, told when none matches. */
    static ValueCheck matchAny(JsonNode definition) {
        List<Pattern> patterns = new ArrayList<>();
        definition.get("patterns").forEach(source -> patterns.add(LuaPattern.compile(source.asText())));
        Optional<String> problem = Optional.ofNullable(definition.get("err")).map(JsonNode::asText);
        return ValueCheck.of(
                value -> patterns.stream()
                        .anyMatch(pattern -> pattern.matcher(value.asText()).find()),
                value -> problem.orElseGet(() -> "invalid value: " + value.asText()));
    }

    static ValueCheck isRegex() {
        return ValueCheck.ofText(text -> {
            try {
                RegexDialect.check(text);
                return Optional.empty();
            } catch (PatternSyntaxException invalid) {
                return Optional.of("not a valid regex: " + text);
            }
        });
    }

    private static List<Named> named(JsonNode definitions) {
        List<Named> patterns = new ArrayList<>();
        for (JsonNode definition : definitions) {
            Pattern pattern = LuaPattern.compile(definition.get("pattern").asText());
            patterns.add(new Named(pattern, definition.get("err").asText()));
        }
        return patterns;
    }

    private static Optional<JsonNode> first(List<Named> patterns, JsonNode value, boolean found) {
        for (Named named : patterns) {
            if (named.pattern().matcher(value.asText()).find() == found) {
                return Optional.of(TextNode.valueOf(named.problem()));
            }
        }
        return Optional.empty();
    }
}
