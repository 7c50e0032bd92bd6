package io.gatehouse.proxy.router;

import io.gatehouse.model.expression.Operator;
import io.gatehouse.proxy.pattern.Found;
import io.gatehouse.proxy.pattern.SafePattern;
import java.util.List;
import java.util.Optional;

/**
 * Compares a field that holds text.
 *
 * @param lower whether the field's text is put in lower case first
 * @param any whether one of several values is enough
 * @param literal bytes, one per {@code char}; for a regular expression, its text
 * @param pattern empty but for {@link Operator#MATCHES}; works on Unicode text
 */
record TextCondition(
        TextField field, boolean lower, boolean any, Operator operator, String literal, Optional<SafePattern> pattern)
        implements Condition {

    @Override
    public boolean holds(RouteRequest request, int port, MatchNotes notes) {
        if (!field.repeatable()) {
            String value = field.value(request);
            return value != null && compare(value, notes);
        }
        List<String> values = field.values(request);
        for (int i = 0; i < values.size(); i++) {
            if (compare(values.get(i), notes) == any) {
                return any;
            }
        }
        return !any && !values.isEmpty();
    }

    private boolean compare(String value, MatchNotes notes) {
        String text = lower ? ByteText.lowerUnicode(value) : value;
        return switch (operator) {
            case EQUALS -> noted(text.equals(literal), notes);
            case NOT_EQUALS -> !text.equals(literal);
            case ENDS_WITH -> text.endsWith(literal);
            case CONTAINS -> text.contains(literal);
            case STARTS_WITH -> noted(text.startsWith(literal), notes);
            case MATCHES -> matches(text, notes);
            default -> throw new IllegalStateException(operator + " does not compare texts");
        };
    }

    /** Also a path that equals the literal counts as matched prefix, and is stripped whole. */
    private boolean noted(boolean holds, MatchNotes notes) {
        if (holds && notes != null && field.path()) {
            notes.prefix(literal);
        }
        return holds;
    }

    private boolean matches(String text, MatchNotes notes) {
        String unicode = ByteText.decode(text);
        if (notes == null) {
            return pattern.orElseThrow().found(unicode);
        }
        Optional<Found> found = pattern.orElseThrow().find(unicode);
        if (found.isPresent()) {
            notes.captures(Captures.of(found.get()));
            if (field.path()) {
                notes.prefix(ByteText.of(
                        unicode.substring(found.get().start(), found.get().end())));
            }
        }
        return found.isPresent();
    }
}
