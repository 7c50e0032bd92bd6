package io.gatehouse.model.expression;

import java.util.List;

/** How a field is compared with a literal. */
public enum Operator {
    EQUALS("=="),
    NOT_EQUALS("!="),
    /** A regular expression is found anywhere. */
    MATCHES("~"),
    STARTS_WITH("^="),
    ENDS_WITH("=^"),
    GREATER_OR_EQUAL(">="),
    GREATER(">"),
    LESS_OR_EQUAL("<="),
    LESS("<"),
    /** The address belongs to the network. */
    IN("in"),
    NOT_IN("not in"),
    CONTAINS("contains");

    /** Those written in signs; what begins with another stands before it. */
    static final List<Operator> SIGNS = List.of(
            EQUALS, NOT_EQUALS, MATCHES, STARTS_WITH, ENDS_WITH, GREATER_OR_EQUAL, GREATER, LESS_OR_EQUAL, LESS);

    private final String text;

    Operator(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
