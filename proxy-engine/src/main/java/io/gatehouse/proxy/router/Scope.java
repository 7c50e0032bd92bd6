package io.gatehouse.proxy.router;

import java.util.function.Predicate;

/**
 * Which rules a search considers.
 *
 * @param minRank first rank
 * @param maxRank last rank
 */
record Scope(int minRank, int maxRank, Predicate<RouteRule> filter) {
    static final Scope ALL = new Scope(0, Integer.MAX_VALUE, rule -> true);

    static Scope from(int minRank) {
        return new Scope(minRank, Integer.MAX_VALUE, ALL.filter);
    }

    boolean admits(RouteRule rule) {
        return this == ALL || rule.rank() >= minRank && rule.rank() <= maxRank && filter.test(rule);
    }
}
