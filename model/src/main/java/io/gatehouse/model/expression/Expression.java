package io.gatehouse.model.expression;

/** A rule, parsed and checked. Immutable. */
public sealed interface Expression {

    /** Both hold; the right one is looked at only when the left one does. */
    record And(Expression left, Expression right) implements Expression {}

    /** One holds; the right one is looked at only when the left one does not. */
    record Or(Expression left, Expression right) implements Expression {}

    /** The inner one does not hold. */
    record Not(Expression inner) implements Expression {}

    /**
     * A comparison. It does not hold when the field is absent, whatever the operator.
     *
     * @param lower whether the field's value is put in lower case first
     * @param any whether one of several values is enough; else all must compare
     */
    record Predicate(Field field, boolean lower, boolean any, Operator operator, Literal literal)
            implements Expression {}

    /**
     * Reads a rule.
     *
     * @throws ExpressionException when it is malformed, names a field that the subsystem does not have, or compares
     *     values of different types
     */
    static Expression parse(String text, Subsystem subsystem) {
        return new ExpressionParser(text, subsystem).parse();
    }

    /**
     * A comparison that holds when a field has a value.
     *
     * @throws ExpressionException when the subsystem has no such field
     */
    static Expression equal(String field, String value, Subsystem subsystem) {
        return new Predicate(Field.of(field, subsystem), false, false, Operator.EQUALS, new Literal.Text(value));
    }
}
