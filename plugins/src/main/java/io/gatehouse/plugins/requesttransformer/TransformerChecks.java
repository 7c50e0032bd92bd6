package io.gatehouse.plugins.requesttransformer;

import io.gatehouse.model.format.NameText;
import io.gatehouse.model.lua.LuaSyntax;
import io.gatehouse.model.schema.CheckProvider;
import io.gatehouse.model.schema.ValueCheck;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The entries of transformers: a name, a colon and a value, which may hold expressions in {@code $(...)}. The first colon
 * counts.
 */
public final class TransformerChecks implements CheckProvider {
    private static final Pattern ENTRY = Pattern.compile("([^:]+):*(.*)", Pattern.DOTALL);

    @Override
    public Map<String, ValueCheck> checks() {
        return Map.of(
                "transformer_header",
                ValueCheck.ofText(entry -> headerProblem(part(entry, 1))),
                "transformer_header_names",
                ValueCheck.ofText(entry -> headerProblem(part(entry, 1)).or(() -> headerProblem(part(entry, 2)))),
                "transformer_pair",
                ValueCheck.ofText(TransformerChecks::pairProblem));
    }

    private static String part(String entry, int group) {
        Matcher parts = ENTRY.matcher(entry);
        return parts.matches() ? parts.group(group) : "";
    }

    private static Optional<String> headerProblem(String name) {
        return NameText.headerNameProblem(name).map(problem -> "'" + name + "' is not a valid header");
    }

    private static Optional<String> pairProblem(String entry) {
        String value = part(entry, 2);
        if (value.isEmpty()) {
            return Optional.of("key '" + part(entry, 1) + "' has no value");
        }
        return templateProblem(value)
                .map(problem -> "value '" + value + "' is not in supported format, error:" + problem);
    }

    /** What is wrong with the first bad expression; what has no closing parenthesis is plain text. */
    private static Optional<String> templateProblem(String template) {
        int at = template.indexOf("$(");
        while (at >= 0) {
            int end = closing(template, at + 1);
            if (end < 0) {
                return Optional.empty();
            }
            Optional<String> problem =
                    LuaSyntax.problem("return " + template.substring(at + 1, end + 1), "[string \"TMP\"]");
            if (problem.isPresent()) {
                return problem;
            }
            at = template.indexOf("$(", end);
        }
        return Optional.empty();
    }

    /** Where the parenthesis at {@code open} is closed, or -1. */
    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            if (text.charAt(i) == '(') {
                depth++;
            } else if (text.charAt(i) == ')' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
