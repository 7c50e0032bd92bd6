package io.gatehouse.proxy.router;

import io.gatehouse.model.expression.Expression;
import io.gatehouse.model.expression.Literal;
import io.gatehouse.model.expression.Operator;
import io.gatehouse.proxy.pattern.LiteralPrefix;
import io.gatehouse.proxy.pattern.LiteralTexts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * What a request must have of host and path for an expression to hold at all: the places of the index where its rule
 * stands. One of several is enough.
 */
final class Needs {
    /** With more alternatives, the rule stands where every request looks. */
    private static final int MOST = 64;

    private static final List<Need> ANYTHING = List.of(new Need(Optional.empty(), "", List.of()));

    private Needs() {}

    /**
     * @param host empty: any
     * @param prefix of the path
     * @param texts what the path must hold besides
     */
    record Need(Optional<HostRule> host, String prefix, List<String> texts) {

        /** What two conditions need together; of two hosts or two prefixes the more telling one is kept. */
        Need and(Need other) {
            List<String> allTexts = new ArrayList<>(texts);
            allTexts.addAll(other.texts);
            return new Need(
                    host.or(other::host),
                    prefix.length() >= other.prefix.length() ? prefix : other.prefix,
                    List.copyOf(allTexts));
        }
    }

    static List<Need> of(Expression expression) {
        List<Need> needs = List.copyOf(new LinkedHashSet<>(needs(expression)));
        return needs.containsAll(ANYTHING) ? ANYTHING : needs;
    }

    private static List<Need> needs(Expression expression) {
        if (expression instanceof Expression.And and) {
            return both(needs(and.left()), needs(and.right()));
        }
        if (expression instanceof Expression.Or or) {
            List<Need> either = new ArrayList<>(needs(or.left()));
            either.addAll(needs(or.right()));
            return either.size() <= MOST ? either : ANYTHING;
        }
        return expression instanceof Expression.Predicate predicate ? List.of(need(predicate)) : ANYTHING;
    }

    private static List<Need> both(List<Need> left, List<Need> right) {
        if (left.size() * right.size() > MOST) {
            return left.size() <= right.size() ? left : right;
        }
        List<Need> both = new ArrayList<>();
        for (Need one : left) {
            for (Need other : right) {
                both.add(one.and(other));
            }
        }
        return both;
    }

    private static Need need(Expression.Predicate predicate) {
        if (predicate.lower() || !(predicate.literal() instanceof Literal.Text text)) {
            return ANYTHING.get(0);
        }
        return switch (predicate.field().kind()) {
            case HOST -> new Need(host(predicate.operator(), ByteText.of(text.value())), "", List.of());
            case PATH ->
                new Need(
                        Optional.empty(),
                        prefix(predicate.operator(), text.value()),
                        texts(predicate.operator(), text.value()));
            default -> ANYTHING.get(0);
        };
    }

    /** Ends and starts are cut to whole labels, as the index knows them. */
    private static Optional<HostRule> host(Operator operator, String text) {
        int first = text.indexOf('.');
        int last = text.lastIndexOf('.');
        if (operator == Operator.EQUALS && !text.isEmpty()) {
            return Optional.of(new HostRule(text, HostRule.Kind.EXACT, text, 0));
        }
        if (operator == Operator.ENDS_WITH && first >= 0) {
            return Optional.of(new HostRule(text, HostRule.Kind.ENDS_WITH, text.substring(first), 0));
        }
        if (operator == Operator.STARTS_WITH && last >= 0) {
            return Optional.of(new HostRule(text, HostRule.Kind.STARTS_WITH, text.substring(0, last + 1), 0));
        }
        return Optional.empty();
    }

    private static String prefix(Operator operator, String text) {
        return switch (operator) {
            case EQUALS, STARTS_WITH -> ByteText.of(text);
            case MATCHES -> text.startsWith("^") ? ByteText.of(LiteralPrefix.of(text)) : "";
            default -> "";
        };
    }

    private static List<String> texts(Operator operator, String text) {
        return switch (operator) {
            case CONTAINS, ENDS_WITH -> text.length() < 2 ? List.of() : List.of(ByteText.of(text));
            case MATCHES -> LiteralTexts.of(text).stream().map(ByteText::of).toList();
            default -> List.of();
        };
    }
}
