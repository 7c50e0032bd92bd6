package io.gatehouse.proxy.router;

import io.gatehouse.proxy.entity.RouteConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Rules of routes that have an expression: the same one at each place of the index where it can hold. */
final class ExpressionRules {
    private static final HeaderRule[] NO_HEADERS = {};

    private ExpressionRules() {}

    static List<RouteRule> of(RouteConfig route) {
        RouteExpression expression = RouteExpression.of(route);
        RuleOrder order = CompatibleRules.order(
                RouteExpression.priority(route), route.id().toLowerCase(Locale.ROOT), 0);
        List<RouteRule> rules = new ArrayList<>(expression.needs().size());
        for (Needs.Need need : expression.needs()) {
            RuleParts parts = new RuleParts(
                    need.host().map(List::of).orElse(List.of()),
                    "",
                    need.prefix(),
                    need.texts(),
                    Optional.empty(),
                    NO_HEADERS,
                    false,
                    Optional.empty(),
                    false,
                    Optional.of(expression));
            rules.add(new RouteRule(route, parts, 0, order));
        }
        return rules;
    }
}
