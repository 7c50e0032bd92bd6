package io.gatehouse.proxy.router;

/** A compiled expression or a part of one. Immutable; thread-safe. */
sealed interface Condition permits LogicCondition, TextCondition, NumberCondition, AddressCondition {

    /**
     * Whether it holds.
     *
     * @param notes takes what regular expressions and path prefixes matched, in the order of evaluation; null: nobody
     *     wants to know
     */
    boolean holds(ExpressionFacts facts, MatchNotes notes);
}
