package io.gatehouse.proxy.router;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All rules by host and path. A search visits the host entries that the request's host satisfies (one look-up and two
 * walks along the name), and for each the path prefixes that its path begins with: its cost depends on the lengths of
 * these texts, not on the number of rules. Immutable.
 */
final class RuleIndex {
    private final HostTable<PathTable> exact;
    private final RadixTree<PathTable> endings = RadixTree.backwards();
    private final RadixTree<PathTable> starts = RadixTree.forwards();
    private final PathTable anyHost;
    private final int leastBeforeEnding;

    /**
     * @param sorted by rank
     * @param leastBeforeEnding how many characters {@code *} of {@code *.name} stands for at least
     */
    RuleIndex(List<RouteRule> sorted, int leastBeforeEnding) {
        this.leastBeforeEnding = leastBeforeEnding;
        Map<HostRule.Kind, Map<String, Map<String, List<Candidate>>>> byKind = new HashMap<>();
        Map<String, List<Candidate>> any = new HashMap<>();
        for (RouteRule rule : sorted) {
            RuleParts parts = rule.parts();
            for (HostRule host : parts.hosts()) {
                Map<String, List<Candidate>> byPrefix = byKind.computeIfAbsent(host.kind(), k -> new HashMap<>())
                        .computeIfAbsent(host.name(), name -> new HashMap<>());
                add(byPrefix, rule, host.port());
            }
            if (parts.hosts().isEmpty()) {
                add(any, rule, 0);
            }
        }
        Map<String, PathTable> tables = new HashMap<>();
        names(byKind, HostRule.Kind.EXACT).forEach((name, paths) -> tables.put(name, new PathTable(paths)));
        exact = new HostTable<>(tables);
        names(byKind, HostRule.Kind.ENDS_WITH).forEach((name, paths) -> endings.put(name, new PathTable(paths)));
        names(byKind, HostRule.Kind.STARTS_WITH).forEach((name, paths) -> starts.put(name, new PathTable(paths)));
        anyHost = new PathTable(any);
    }

    private static Map<String, Map<String, List<Candidate>>> names(
            Map<HostRule.Kind, Map<String, Map<String, List<Candidate>>>> byKind, HostRule.Kind kind) {
        return byKind.getOrDefault(kind, Map.of());
    }

    private static void add(Map<String, List<Candidate>> byPrefix, RouteRule rule, int port) {
        byPrefix.computeIfAbsent(rule.parts().prefix(), prefix -> new ArrayList<>(1))
                .add(new Candidate(rule, port));
    }

    /**
     * The matching rule of lowest rank; null when none matches.
     *
     * @param nameEnd where the name ends in the request's host
     * @param port for rules other than plain host names
     * @param exactPort for plain host names
     */
    RouteRule search(RouteRequest request, int nameEnd, int port, int exactPort, long methodBit, Scope scope) {
        String host = request.host();
        String path = request.path();
        RouteRule best = null;
        if (nameEnd > 0) {
            PathTable table = exact.get(host, nameEnd);
            if (table != null) {
                best = table.best(request, path, exactPort, methodBit, scope, null);
            }
            for (RadixTree.Node<PathTable> node = endings.root();
                    node != null && node.depth() + leastBeforeEnding <= nameEnd;
                    node = node.nextBackwards(host, nameEnd)) {
                if (node.value() != null) {
                    best = node.value().best(request, path, port, methodBit, scope, best);
                }
            }
            for (RadixTree.Node<PathTable> node = starts.root(); node != null; node = node.next(host, nameEnd)) {
                if (node.value() != null) {
                    best = node.value().best(request, path, port, methodBit, scope, best);
                }
            }
        }
        return anyHost.best(request, path, port, methodBit, scope, best);
    }
}
