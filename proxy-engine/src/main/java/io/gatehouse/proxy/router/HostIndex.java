package io.gatehouse.proxy.router;

import io.gatehouse.proxy.text.TextTable;
import java.util.HashMap;
import java.util.Map;

/**
 * Path nodes by host entry: whole names, and the ends and starts of names that wildcards leave, which begin or stop at a
 * dot. Immutable; a changed copy shares what did not change.
 */
final class HostIndex {
    static final HostIndex EMPTY = new HostIndex(TextTable.empty(), TextTable.empty(), TextTable.empty());

    private final TextTable<PathNode> exact;
    private final TextTable<PathNode> ends;
    private final TextTable<PathNode> starts;

    private HostIndex(TextTable<PathNode> exact, TextTable<PathNode> ends, TextTable<PathNode> starts) {
        this.exact = exact;
        this.ends = ends;
        this.starts = starts;
    }

    /** The changes of some rules, by host entry and path prefix. For one thread. */
    static final class Changes {
        private final Map<HostRule.Kind, Map<String, Map<String, RuleChange>>> byKind = new HashMap<>();
        private final Map<String, String> prefixes = new HashMap<>();

        RuleChange at(HostRule host, String prefix) {
            return byKind.computeIfAbsent(host.kind(), kind -> new HashMap<>())
                    .computeIfAbsent(host.name(), name -> new HashMap<>(2))
                    // equal texts as one object: it stays in the processor's cache
                    .computeIfAbsent(prefixes.computeIfAbsent(prefix, text -> text), text -> new RuleChange());
        }
    }

    HostIndex with(Changes changes) {
        return new HostIndex(
                with(exact, changes, HostRule.Kind.EXACT),
                with(ends, changes, HostRule.Kind.ENDS_WITH),
                with(starts, changes, HostRule.Kind.STARTS_WITH));
    }

    private static TextTable<PathNode> with(TextTable<PathNode> table, Changes changes, HostRule.Kind kind) {
        TextTable.Edit<PathNode> edit = table.edit();
        changes.byKind
                .getOrDefault(kind, Map.of())
                .forEach((name, byPrefix) -> edit.put(name, PathNode.with(edit.get(name), byPrefix)));
        return edit.table();
    }

    /**
     * The first matching rule; null when none matches.
     *
     * @param nameEnd where the name ends in the request's host, more than 0
     * @param port for wildcards
     * @param exactPort for whole names
     * @param leastBeforeEnding how many characters {@code *} of {@code *.name} stands for at least
     */
    RouteRule best(
            RouteRequest request,
            String path,
            int nameEnd,
            int port,
            int exactPort,
            int leastBeforeEnding,
            long methodBit,
            Scope scope) {
        String host = request.host();
        RouteRule best = null;
        if (!exact.isEmpty()) {
            PathNode node = exact.get(host, 0, nameEnd, TextTable.hash(host, 0, nameEnd));
            best = node == null ? null : node.best(request, path, 0, exactPort, methodBit, scope, null);
        }
        if (!ends.isEmpty()) {
            for (int dot = host.indexOf('.', leastBeforeEnding);
                    dot >= 0 && dot < nameEnd;
                    dot = host.indexOf('.', dot + 1)) {
                PathNode node = ends.get(host, dot, nameEnd, TextTable.hash(host, dot, nameEnd));
                best = node == null ? best : node.best(request, path, 0, port, methodBit, scope, best);
            }
        }
        if (!starts.isEmpty()) {
            for (int dot = host.indexOf('.'); dot >= 0 && dot < nameEnd; dot = host.indexOf('.', dot + 1)) {
                PathNode node = starts.get(host, 0, dot + 1, TextTable.hash(host, 0, dot + 1));
                best = node == null ? best : node.best(request, path, 0, port, methodBit, scope, best);
            }
        }
        return best;
    }
}
