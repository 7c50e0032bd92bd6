package io.gatehouse.model.expression;

/**
 * Reads an expression by recursive descent. {@code ||} binds tighter than {@code &&}, both to the left, and {@code !}
 * stands before parentheses only. For one text and one thread.
 */
final class ExpressionParser {
    /** Deeper parentheses are refused, before the stack is at its end. */
    private static final int DEEPEST = 100;

    private final ExpressionText text;
    private final LiteralReader literals;
    private final Subsystem subsystem;
    private int depth;

    ExpressionParser(String text, Subsystem subsystem) {
        this.text = new ExpressionText(text);
        this.literals = new LiteralReader(this.text);
        this.subsystem = subsystem;
    }

    Expression parse() {
        Expression expression = conjunction();
        if (!text.atEnd()) {
            throw text.expected(text.position(), "EOI, and_op, or or_op");
        }
        return expression;
    }

    private Expression conjunction() {
        Expression left = disjunction();
        while (text.take("&&")) {
            left = new Expression.And(left, disjunction());
        }
        return left;
    }

    private Expression disjunction() {
        Expression left = factor();
        while (text.take("||")) {
            left = new Expression.Or(left, factor());
        }
        return left;
    }

    private Expression factor() {
        text.skipSpace();
        int start = text.position();
        boolean negated = text.take("!");
        text.skipSpace();
        if (text.take("(")) {
            Expression inner = group();
            return negated ? new Expression.Not(inner) : inner;
        }
        if (negated) {
            throw text.expected(start, "term");
        }
        Expression predicate = predicate();
        text.skipSpace();
        return predicate;
    }

    private Expression group() {
        if (++depth > DEEPEST) {
            throw new ExpressionException("parentheses are nested deeper than " + DEEPEST + " times");
        }
        Expression inner = conjunction();
        depth--;
        if (!text.take(")")) {
            throw text.expected(text.position(), "and_op or or_op");
        }
        text.skipSpace();
        return inner;
    }

    private Expression predicate() {
        boolean lower = false;
        boolean any = false;
        int open = 0;
        int start = text.position();
        String name = name();
        text.skipSpace();
        while ((name.equals("lower") || name.equals("any")) && text.take("(")) {
            lower |= name.equals("lower");
            any |= name.equals("any");
            if (++open > DEEPEST) {
                throw new ExpressionException("functions are nested deeper than " + DEEPEST + " times");
            }
            text.skipSpace();
            start = text.position();
            name = name();
            text.skipSpace();
        }
        if (name.isEmpty()) {
            throw text.expected(start, open == 0 ? "term" : "lhs");
        }
        for (; open > 0; open--) {
            if (!text.take(")")) {
                throw text.expected(text.position(), "closing parenthesis");
            }
            text.skipSpace();
        }
        Operator operator = operator();
        text.skipSpace();
        Literal literal = literals.read();
        Expression.Predicate predicate =
                new Expression.Predicate(Field.of(name, subsystem), lower, any, operator, literal);
        TypeRules.check(predicate);
        return predicate;
    }

    /** A name begins with a letter; empty text when there is none. */
    private String name() {
        char first = text.peek();
        boolean letter = first >= 'a' && first <= 'z' || first >= 'A' && first <= 'Z';
        return letter ? text.takeWhile("_.") : "";
    }

    private Operator operator() {
        int start = text.position();
        for (Operator sign : Operator.SIGNS) {
            if (text.take(sign.text())) {
                return sign;
            }
        }
        if (text.take("contains")) {
            return Operator.CONTAINS;
        }
        if (text.take("in")) {
            return Operator.IN;
        }
        if (text.take("not")) {
            text.skipSpace();
            if (text.take("in")) {
                return Operator.NOT_IN;
            }
        }
        throw text.expected(start, "binary_operator");
    }
}
