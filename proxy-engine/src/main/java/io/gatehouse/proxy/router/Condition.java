package io.gatehouse.proxy.router;

/** A compiled expression or a part of one. Immutable; thread-safe. */
sealed interface Condition permits LogicCondition, TextCondition, NumberCondition, AddressCondition {

    /**
     * Whether it holds.
     *
     * @param port of the {@code Host} header, or else of the listener
     * @param notes takes what regular expressions and path prefixes matched, in the order of evaluation; null: nobody
     *     wants to know
     */
    boolean holds(RouteRequest request, int port, MatchNotes notes);
}
