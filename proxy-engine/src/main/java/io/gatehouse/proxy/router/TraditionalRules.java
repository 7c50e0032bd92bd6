package io.gatehouse.proxy.router;

import io.gatehouse.proxy.entity.RouteConfig;
import java.util.ArrayList;
import java.util.Comparator;
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

    private TraditionalRules() {}

    /** Which of two routes comes first when their categories do not decide. */
    private record Draft(RouteConfig route, RuleParts parts, int category, int details, int position) {
        static final Comparator<Draft> BY_CATEGORY = Comparator.<Draft>comparingInt(
                        draft -> Integer.bitCount(draft.category))
                .thenComparingInt(Draft::category)
                .reversed();
        static final Comparator<Draft> BY_DETAILS = Comparator.comparingInt(Draft::details)
                .thenComparingInt(draft -> draft.parts.headers().length)
                .thenComparingLong(draft -> draft.parts.regex() ? draft.route.regexPriority() : 0)
                .thenComparingInt(
                        draft -> draft.parts.regex() ? 0 : draft.parts.prefix().length())
                .reversed()
                .thenComparingLong(draft -> draft.route.createdAt())
                .thenComparing(draft -> draft.route.id())
                .thenComparingInt(Draft::position);
    }

    static List<RouteRule> of(List<RouteConfig> routes, MethodTable methods) {
        List<Draft> drafts = new ArrayList<>(routes.size());
        for (RouteConfig route : routes) {
            addDrafts(route, drafts);
        }
        drafts.sort(Draft.BY_CATEGORY.thenComparing(Draft.BY_DETAILS));
        List<RouteRule> rules = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            rules.add(new RouteRule(
                    draft.route(), draft.parts(), methods.mask(draft.route().methods()), rules.size()));
        }
        return rules;
    }

    /** The order of rules when categories are left aside. */
    static final Comparator<RouteRule> ACROSS_CATEGORIES = Comparator.comparing(
            rule -> new Draft(rule.route(), rule.parts(), 0, details(rule.parts()), rule.rank()), Draft.BY_DETAILS);

    private static void addDrafts(RouteConfig route, List<Draft> drafts) {
        List<HostRule> hosts = route.hosts().stream().map(HostRule::of).toList();
        HeaderRule[] headers = route.headers().entrySet().stream()
                .map(header -> HeaderRule.traditional(header.getKey(), header.getValue()))
                .toArray(HeaderRule[]::new);
        Optional<SniRule> snis = route.snis().isEmpty() ? Optional.empty() : Optional.of(SniRule.of(route.snis()));
        int category = RuleKind.categoryOf(route);
        List<String> paths = route.paths().isEmpty() ? List.of("") : route.paths();
        for (String path : paths) {
            Optional<PathPattern> pattern =
                    path.startsWith("~") ? Optional.of(TraditionalPathPattern.of(path.substring(1))) : Optional.empty();
            String prefix = pattern.map(PathPattern::literalPrefix).orElseGet(() -> ByteText.of(path));
            RuleParts parts = new RuleParts(hosts, path, prefix, pattern, headers, false, snis, false);
            drafts.add(new Draft(route, parts, category, details(parts), drafts.size()));
        }
    }

    private static int details(RuleParts parts) {
        boolean wildcardWithPort = parts.hosts().stream().anyMatch(host -> host.wildcard() && host.port() != 0);
        return (wildcardWithPort ? WILDCARD_WITH_PORT : 0)
                | (parts.plainHosts() ? PLAIN_HOSTS : 0)
                | (parts.regex() ? REGEX : 0);
    }
}
