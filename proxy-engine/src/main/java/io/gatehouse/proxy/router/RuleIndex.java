package io.gatehouse.proxy.router;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All rules by host and path. A search visits the host entries that the request's host satisfies, and for each the path
 * prefixes that its path begins with: its cost depends on the lengths of these texts, not on the number of rules.
 * Immutable; a changed copy shares what did not change.
 */
final class RuleIndex {
    private final HostIndex hosts;
    private final PathBranch anyHost;
    private final int leastBeforeEnding;

    private RuleIndex(HostIndex hosts, PathBranch anyHost, int leastBeforeEnding) {
        this.hosts = hosts;
        this.anyHost = anyHost;
        this.leastBeforeEnding = leastBeforeEnding;
    }

    /**
     * @param leastBeforeEnding how many characters {@code *} of {@code *.name} stands for at least
     */
    static RuleIndex empty(int leastBeforeEnding) {
        return new RuleIndex(HostIndex.EMPTY, PathBranch.EMPTY, leastBeforeEnding);
    }

    /** A changed copy; of the rules that go, route, hosts and prefix must be as they were. */
    RuleIndex with(List<RouteRule> removed, List<RouteRule> added) {
        HostIndex.Changes named = new HostIndex.Changes();
        Map<String, RuleChange> any = new HashMap<>();
        for (RouteRule rule : removed) {
            places(rule, named, any).forEach(place -> place.remove(rule));
        }
        for (RouteRule rule : added) {
            List<RuleChange> places = places(rule, named, any);
            List<HostRule> entries = rule.parts().hosts();
            for (int i = 0; i < places.size(); i++) {
                places.get(i)
                        .add(new Candidate(
                                rule, entries.isEmpty() ? 0 : entries.get(i).port()));
            }
        }
        PathBranch changed = anyHost.with(any);
        return new RuleIndex(hosts.with(named), changed == null ? PathBranch.EMPTY : changed, leastBeforeEnding);
    }

    private static List<RuleChange> places(RouteRule rule, HostIndex.Changes named, Map<String, RuleChange> any) {
        RuleParts parts = rule.parts();
        if (parts.hosts().isEmpty()) {
            return List.of(any.computeIfAbsent(parts.prefix(), prefix -> new RuleChange()));
        }
        List<RuleChange> places = new ArrayList<>(parts.hosts().size());
        for (HostRule host : parts.hosts()) {
            places.add(named.at(host, parts.prefix()));
        }
        return places;
    }

    /**
     * The first matching rule; null when none matches.
     *
     * @param nameEnd where the name ends in the request's host
     * @param port for rules other than plain host names
     * @param exactPort for plain host names
     */
    RouteRule search(RouteRequest request, int nameEnd, int port, int exactPort, long methodBit, Scope scope) {
        String path = request.path();
        RouteRule best = nameEnd == 0
                ? null
                : hosts.best(request, path, nameEnd, port, exactPort, leastBeforeEnding, methodBit, scope);
        return anyHost.best(request, path, 0, port, methodBit, scope, best);
    }
}
