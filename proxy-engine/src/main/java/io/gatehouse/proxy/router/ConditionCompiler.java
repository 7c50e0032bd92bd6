package io.gatehouse.proxy.router;

import io.gatehouse.model.expression.Expression;
import io.gatehouse.model.expression.Field;
import io.gatehouse.model.expression.Literal;
import io.gatehouse.model.expression.Operator;
import io.gatehouse.proxy.entity.AddressRule.Network;
import io.gatehouse.proxy.pattern.SafePattern;
import java.net.InetAddress;
import java.util.Optional;

/** Turns parsed expressions into conditions. */
final class ConditionCompiler {
    private ConditionCompiler() {}

    /**
     * @throws io.gatehouse.proxy.pattern.PatternException when it holds a bad regular expression
     */
    static Condition compile(Expression expression) {
        if (expression instanceof Expression.And and) {
            return LogicCondition.and(compile(and.left()), compile(and.right()));
        }
        if (expression instanceof Expression.Or or) {
            return LogicCondition.or(compile(or.left()), compile(or.right()));
        }
        if (expression instanceof Expression.Not not) {
            return LogicCondition.not(compile(not.inner()));
        }
        return predicate((Expression.Predicate) expression);
    }

    private static Condition predicate(Expression.Predicate predicate) {
        Field.Kind field = predicate.field().kind();
        if (predicate.literal() instanceof Literal.Text text) {
            boolean regex = predicate.operator() == Operator.MATCHES;
            return new TextCondition(
                    TextField.of(predicate.field()),
                    predicate.lower(),
                    predicate.any(),
                    predicate.operator(),
                    ByteText.of(text.value()),
                    regex ? Optional.of(SafePattern.compile(text.value())) : Optional.empty());
        }
        if (predicate.literal() instanceof Literal.Number number) {
            return new NumberCondition(field, predicate.operator(), number.value());
        }
        boolean inside = predicate.operator() == Operator.IN || predicate.operator() == Operator.EQUALS;
        if (predicate.literal() instanceof Literal.Network network) {
            return new AddressCondition(field, inside, network(network.address(), network.bits(), true));
        }
        InetAddress address = ((Literal.Address) predicate.literal()).value();
        return new AddressCondition(field, inside, network(address, address.getAddress().length * 8, false));
    }

    private static Network network(InetAddress address, int bits, boolean range) {
        byte[] first = address.getAddress();
        for (int i = 0; i < first.length; i++) {
            int keep = Math.max(0, Math.min(8, bits - i * 8));
            first[i] &= (byte) (0xFF00 >> keep);
        }
        return new Network(first, bits, range);
    }
}
