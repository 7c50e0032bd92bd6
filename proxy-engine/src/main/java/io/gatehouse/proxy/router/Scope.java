package io.gatehouse.proxy.router;

import java.util.function.Predicate;

/**
 * Which rules a search considers.
 *
 * @param first place of the first category in the order in which categories are tried
 * @param last place of the last category
 */
record Scope(int first, int last, Predicate<RouteRule> filter) {
    static final Scope ALL = new Scope(Integer.MIN_VALUE, Integer.MAX_VALUE, rule -> true);

    static Scope from(int first) {
        return new Scope(first, Integer.MAX_VALUE, ALL.filter);
    }

    boolean admits(RouteRule rule) {
        return this == ALL || rule.categoryPlace() >= first && rule.categoryPlace() <= last && filter.test(rule);
    }
}
