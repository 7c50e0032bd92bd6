package io.gatehouse.proxy.router;

import io.gatehouse.model.expression.Expression;
import io.gatehouse.model.expression.Field;
import io.gatehouse.model.expression.Literal;
import io.gatehouse.model.expression.Operator;
import io.gatehouse.model.expression.Subsystem;
import io.gatehouse.proxy.entity.Protocol;
import io.gatehouse.proxy.entity.RouteConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The expression of a route, with what its protocols add. Immutable; thread-safe.
 *
 * @param text for comparisons of whole expressions
 * @param prefix what every match strips from the path; empty: it depends on the request
 */
record RouteExpression(String text, Condition condition, List<Needs.Need> needs, Optional<String> prefix) {
    /** Above all numbers that routes without expressions have. */
    private static final long ABOVE_FIELDS = 0xFFL << 56;

    /**
     * @param route one with an expression
     * @throws io.gatehouse.model.expression.ExpressionException when it is malformed
     * @throws io.gatehouse.proxy.pattern.PatternException when it holds a bad regular expression
     */
    static RouteExpression of(RouteConfig route) {
        String text = route.expression().orElseThrow();
        Expression own = Expression.parse(text, route.http() ? Subsystem.HTTP : Subsystem.STREAM);
        Expression whole = withProtocols(own, route);
        return new RouteExpression(
                text + " " + route.protocols(), ConditionCompiler.compile(whole), Needs.of(own), constantPrefix(own));
    }

    static boolean in(RouteConfig route) {
        return route.expression().filter(text -> !text.isEmpty()).isPresent();
    }

    /** Unsigned. */
    static long priority(RouteConfig route) {
        return ABOVE_FIELDS | route.priority();
    }

    /** A route for one secure protocol alone also matches without it, so that the client can be sent there. */
    private static Expression withProtocols(Expression own, RouteConfig route) {
        if (route.protocols().size() == 1 && secure(route.protocols().iterator().next())) {
            return own;
        }
        Expression protocols = null;
        for (Protocol protocol : route.protocols()) {
            Expression one = Expression.equal("net.protocol", connection(protocol), Subsystem.STREAM);
            protocols = protocols == null ? one : new Expression.Or(protocols, one);
        }
        return protocols == null ? own : new Expression.And(own, protocols);
    }

    private static boolean secure(Protocol protocol) {
        return protocol == Protocol.HTTPS || protocol == Protocol.TLS || protocol == Protocol.TLS_PASSTHROUGH;
    }

    private static String connection(Protocol protocol) {
        return switch (protocol) {
            case GRPC -> "http";
            case GRPCS -> "https";
            case TLS_PASSTHROUGH -> "tcp";
            default -> protocol.text();
        };
    }

    private static Optional<String> constantPrefix(Expression expression) {
        List<Expression.Predicate> notable = new ArrayList<>();
        collect(expression, notable);
        if (notable.isEmpty()) {
            return Optional.of("");
        }
        Expression.Predicate only = notable.get(0);
        boolean plain = notable.size() == 1 && plain(only) && always(expression, only);
        return plain && only.literal() instanceof Literal.Text text
                ? Optional.of(ByteText.of(text.value()))
                : Optional.empty();
    }

    /** What leaves something of the request behind. */
    private static void collect(Expression expression, List<Expression.Predicate> notable) {
        if (expression instanceof Expression.And and) {
            collect(and.left(), notable);
            collect(and.right(), notable);
        } else if (expression instanceof Expression.Or or) {
            collect(or.left(), notable);
            collect(or.right(), notable);
        } else if (expression instanceof Expression.Not not) {
            collect(not.inner(), notable);
        } else if (expression instanceof Expression.Predicate predicate
                && (predicate.operator() == Operator.MATCHES || plain(predicate))) {
            notable.add(predicate);
        }
    }

    private static boolean plain(Expression.Predicate predicate) {
        return predicate.field().kind() == Field.Kind.PATH
                && (predicate.operator() == Operator.STARTS_WITH || predicate.operator() == Operator.EQUALS);
    }

    /** Whether a part holds whenever the whole does. */
    private static boolean always(Expression expression, Expression part) {
        return expression == part
                || expression instanceof Expression.And and && (always(and.left(), part) || always(and.right(), part));
    }

    boolean holds(RouteRequest request, int port) {
        return condition.holds(request, port, null);
    }

    /** What a match with a request that matched leaves behind. */
    MatchNotes notes(RouteRequest request, int port) {
        MatchNotes notes = new MatchNotes();
        condition.holds(request, port, notes);
        return notes;
    }
}
