package io.gatehouse.proxy.router;

/** Conditions joined; the second is evaluated only when the first does not decide. */
record LogicCondition(Kind kind, Condition first, Condition second) implements Condition {

    enum Kind {
        AND,
        OR,
        /** The second part is the same as the first. */
        NOT
    }

    static Condition and(Condition first, Condition second) {
        return new LogicCondition(Kind.AND, first, second);
    }

    static Condition or(Condition first, Condition second) {
        return new LogicCondition(Kind.OR, first, second);
    }

    static Condition not(Condition inner) {
        return new LogicCondition(Kind.NOT, inner, inner);
    }

    @Override
    public boolean holds(RouteRequest request, int port, MatchNotes notes) {
        boolean left = first.holds(request, port, notes);
        return switch (kind) {
            case AND -> left && second.holds(request, port, notes);
            case OR -> left || second.holds(request, port, notes);
            case NOT -> !left;
        };
    }
}
