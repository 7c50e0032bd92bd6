package io.gatehouse.proxy.router;

import io.gatehouse.proxy.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of a request some route of the traditional flavour names, whether or not that route matches. Found with an index
 * of its own, of rules reduced to one host entry or one path. Immutable; a changed copy shares what did not change.
 */
final class ClaimIndex {
    static final ClaimIndex EMPTY = new ClaimIndex(
            RuleIndex.empty(1), RuleIndex.empty(1), HeaderClaims.EMPTY, TextTable.empty(), TextTable.empty());

    private static final HeaderRule[] NO_HEADERS = {};

    private final RuleIndex hosts;
    private final RuleIndex paths;
    private final HeaderClaims headers;
    private final TextTable<Integer> methods;
    private final TextTable<Integer> snis;

    private ClaimIndex(
            RuleIndex hosts,
            RuleIndex paths,
            HeaderClaims headers,
            TextTable<Integer> methods,
            TextTable<Integer> snis) {
        this.hosts = hosts;
        this.paths = paths;
        this.headers = headers;
        this.methods = methods;
        this.snis = snis;
    }

    ClaimIndex with(List<RouteRule> removed, List<RouteRule> added) {
        TextTable.Edit<Integer> methodCounts = methods.edit();
        TextTable.Edit<Integer> sniCounts = snis.edit();
        removed.forEach(rule -> count(rule, methodCounts, sniCounts, -1));
        added.forEach(rule -> count(rule, methodCounts, sniCounts, 1));
        return new ClaimIndex(
                hosts.with(hostRules(removed), hostRules(added)),
                paths.with(pathRules(removed), pathRules(added)),
                headers.with(removed, added),
                methodCounts.table(),
                sniCounts.table());
    }

    private static void count(
            RouteRule rule, TextTable.Edit<Integer> methods, TextTable.Edit<Integer> snis, int difference) {
        rule.route().methods().forEach(method -> Counts.add(methods, method, difference));
        rule.parts().snis().ifPresent(names -> names.names().forEach(name -> Counts.add(snis, name, difference)));
    }

    /** A plain name with its port claims before one without, and that before wildcards, which have their order. */
    private static List<RouteRule> hostRules(List<RouteRule> rules) {
        List<RouteRule> reduced = new ArrayList<>();
        for (RouteRule rule : rules) {
            for (HostRule host : rule.parts().hosts()) {
                RuleParts parts = new RuleParts(
                        List.of(host),
                        "",
                        "",
                        List.of(),
                        Optional.empty(),
                        NO_HEADERS,
                        false,
                        Optional.empty(),
                        false,
                        Optional.empty());
                int plain = host.port() == 0 ? 1 : 0;
                reduced.add(reduced(rule, parts, host.wildcard() ? 2 : plain, 0));
            }
        }
        return reduced;
    }

    /** Regular expressions claim before plain paths, in their order; of plain paths the longest does. */
    private static List<RouteRule> pathRules(List<RouteRule> rules) {
        List<RouteRule> reduced = new ArrayList<>();
        for (RouteRule rule : rules) {
            RuleParts whole = rule.parts();
            if (whole.path().isEmpty()) {
                continue;
            }
            RuleParts parts = new RuleParts(
                    List.of(),
                    whole.path(),
                    whole.prefix(),
                    whole.texts(),
                    whole.pattern(),
                    NO_HEADERS,
                    false,
                    Optional.empty(),
                    false,
                    Optional.empty());
            reduced.add(
                    whole.regex()
                            ? reduced(rule, parts, 0, 0)
                            : reduced(rule, parts, 1, whole.prefix().length()));
        }
        return reduced;
    }

    /** Across categories, but first by kind and then by length, descending. */
    private static RouteRule reduced(RouteRule rule, RuleParts parts, int kind, int length) {
        RuleOrder order = TraditionalRules.acrossCategories(rule);
        long first = ((long) kind << 56) - ((long) length << 32) + order.first();
        return new RouteRule(
                rule.route(),
                parts,
                0,
                new RuleOrder(first, order.second(), order.third(), order.id(), false, order.position()));
    }

    /** The host entry that the request claims; null when there is none. */
    String host(RouteRequest request, int nameEnd, int port) {
        RouteRule rule = hosts.search(request, nameEnd, port, port, 0, Scope.ALL);
        return rule == null ? null : rule.parts().hosts().get(0).text();
    }

    /** The path that the request claims, as configured; null when there is none. */
    String path(RouteRequest request) {
        RouteRule rule = paths.search(request, 0, 0, 0, 0, Scope.ALL);
        return rule == null ? null : rule.parts().path();
    }

    /** The header name that the request claims; null when there is none. */
    String header(RouteRequest request) {
        return headers.first(request);
    }

    /** The method, when some route names it; else null. */
    String method(String method) {
        return methods.get(method) == null ? null : method;
    }

    /** The server name, when some route names it; else null. */
    String sni(String sni) {
        return snis.get(sni) == null ? null : sni;
    }
}
