package io.gatehouse.proxy.router;

import io.gatehouse.model.expression.Field;
import io.gatehouse.model.expression.Operator;

/** Compares a field that holds an integer. */
record NumberCondition(Field.Kind field, Operator operator, long literal) implements Condition {

    @Override
    public boolean holds(RouteRequest request, int port, MatchNotes notes) {
        int order = Long.compare(value(request, port), literal);
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

    private long value(RouteRequest request, int port) {
        return switch (field) {
            case SOURCE_PORT -> request.source().getPort();
            case DESTINATION_PORT -> port;
            case SEGMENT_COUNT -> PathSegments.count(request.path());
            default -> throw new IllegalStateException(field + " holds no integer");
        };
    }
}
