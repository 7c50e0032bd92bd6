package io.gatehouse.proxy.router;

import io.gatehouse.model.expression.Field;
import io.gatehouse.model.expression.Operator;

/** Compares a field that holds an integer. */
record NumberCondition(Field.Kind field, Operator operator, long literal) implements Condition {

    @Override
    public boolean holds(ExpressionFacts facts, MatchNotes notes) {
        int order = Long.compare(value(facts), literal);
        return switch (operator) {
            case EQUALS -> order == 0;
            case NOT_EQUALS -> order != 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            default -> throw new IllegalStateException(operator + " does not compare integers");
        };
    }

    private long value(ExpressionFacts facts) {
        return switch (field) {
            case SOURCE_PORT -> facts.request().source().getPort();
            case DESTINATION_PORT -> facts.destinationPort();
            case SEGMENT_COUNT -> PathSegments.count(facts.request().path());
            default -> throw new IllegalStateException(field + " holds no integer");
        };
    }
}
