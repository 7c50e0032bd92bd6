package io.gatehouse.proxy.router;

import io.gatehouse.proxy.entity.RouteConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rules in the order of {@code traditional}: by category (more kinds of rules first, then the weightier kinds), then by
 * the details of hosts, headers, expressions and lengths, then by age.
 */
final class TraditionalRules {
    private static final int WILDCARD_WITH_PORT = 4;
    private static final int PLAIN_HOSTS = 2;
    private static final int REGEX = 1;
    private static final int DETAIL_BITS = 3;
    private static final int HEADER_BITS = 16;

    private TraditionalRules() {}

    /** The rules of a route: one for each of its paths. */
    static List<RouteRule> of(RouteConfig route, MethodTable methods) {
        List<HostRule> hosts = route.hosts().stream().map(HostRule::of).toList();
        HeaderRule[] headers = route.headers().entrySet().stream()
                .map(header -> HeaderRule.traditional(header.getKey(), header.getValue()))
                .toArray(HeaderRule[]::new);
        Optional<SniRule> snis = route.snis().isEmpty() ? Optional.empty() : Optional.of(SniRule.of(route.snis()));
        List<String> paths = route.paths().isEmpty() ? List.of("") : route.paths();
        List<RouteRule> rules = new ArrayList<>(paths.size());
        for (String path : paths) {
            Optional<PathPattern> pattern =
                    path.startsWith("~") ? Optional.of(TraditionalPathPattern.of(path.substring(1))) : Optional.empty();
            String prefix = pattern.map(PathPattern::literalPrefix).orElseGet(() -> ByteText.of(path));
            RuleParts parts = new RuleParts(
                    hosts,
                    path,
                    prefix,
                    PathPattern.texts(pattern),
                    pattern,
                    headers,
                    false,
                    snis,
                    false,
                    Optional.empty());
            RuleOrder order = order(route, parts, RuleKind.place(RuleKind.categoryOf(route)), rules.size());
            rules.add(new RouteRule(route, parts, methods.mask(route.methods()), order));
        }
        return rules;
    }

    /** The order of a rule when categories are left aside. */
    static RuleOrder acrossCategories(RouteRule rule) {
        return order(rule.route(), rule.parts(), 0, rule.order().position());
    }

    private static RuleOrder order(RouteConfig route, RuleParts parts, int categoryPlace, int position) {
        int headers = Math.min(parts.headers().length, (1 << HEADER_BITS) - 1);
        long first = ((long) categoryPlace << DETAIL_BITS) - details(parts) << HEADER_BITS;
        long second = parts.regex() ? -route.regexPriority() : -parts.prefix().length();
        return new RuleOrder(first - headers, second, route.createdAt(), route.id(), false, position);
    }

    private static int details(RuleParts parts) {
        boolean wildcardWithPort = parts.hosts().stream().anyMatch(host -> host.wildcard() && host.port() != 0);
        return (wildcardWithPort ? WILDCARD_WITH_PORT : 0)
                | (parts.plainHosts() ? PLAIN_HOSTS : 0)
                | (parts.regex() ? REGEX : 0);
    }
}
