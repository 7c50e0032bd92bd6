package io.gatehouse.model.expression;

import io.gatehouse.model.format.RegexDialect;
import java.util.regex.PatternSyntaxException;

/** Which operators and literals go with which fields. */
final class TypeRules {
    private static final String MISMATCH = "Type mismatch between the LHS and RHS values of predicate";

    private TypeRules() {}

    static void check(Expression.Predicate predicate) {
        FieldType type = predicate.field().type();
        if (predicate.lower() && type != FieldType.STRING) {
            throw new ExpressionException(
                    "lower() is applied to " + predicate.field().text() + ", which is no string");
        }
        Operator operator = predicate.operator();
        boolean network = predicate.literal() instanceof Literal.Network;
        if (operator == Operator.IN || operator == Operator.NOT_IN) {
            if (type != FieldType.ADDRESS || !network) {
                throw new ExpressionException(
                        operator.text() + " compares an IP address with a network, as in net.src.ip in 192.0.2.0/24");
            }
            return;
        }
        if (network || type != type(predicate.literal())) {
            throw new ExpressionException(MISMATCH);
        }
        FieldType wanted = wanted(operator, type);
        if (type != wanted) {
            throw new ExpressionException(
                    operator.text() + " does not compare " + predicate.field().text() + "; it is for fields that hold "
                            + (wanted == FieldType.INTEGER ? "integers" : "strings"));
        }
        if (operator == Operator.MATCHES && predicate.literal() instanceof Literal.Text regex) {
            checkRegex(regex.value());
        }
    }

    private static FieldType type(Literal literal) {
        if (literal instanceof Literal.Text) {
            return FieldType.STRING;
        }
        return literal instanceof Literal.Number ? FieldType.INTEGER : FieldType.ADDRESS;
    }

    private static FieldType wanted(Operator operator, FieldType any) {
        return switch (operator) {
            case MATCHES, STARTS_WITH, ENDS_WITH, CONTAINS -> FieldType.STRING;
            case GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL -> FieldType.INTEGER;
            default -> any;
        };
    }

    private static void checkRegex(String regex) {
        try {
            RegexDialect.check(regex);
        } catch (PatternSyntaxException invalid) {
            throw new ExpressionException(
                    "regex parse error: " + invalid.getDescription() + " at offset " + Math.max(invalid.getIndex(), 0));
        }
    }
}
