package io.gatehouse.proxy.router;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds {@link Claims}. Immutable. */
final class ClaimIndex {
    private final HostTable<List<HostRule>> hosts;
    private final RadixTree<List<Ordered<HostRule>>> endings = RadixTree.backwards();
    private final RadixTree<List<Ordered<HostRule>>> starts = RadixTree.forwards();
    private final RadixTree<List<Ordered<RuleParts>>> patterns = RadixTree.forwards();
    private final RadixTree<String> paths = RadixTree.forwards();
    private final Set<String> headers = new LinkedHashSet<>();
    private final Set<String> snis = new HashSet<>();

    private record Ordered<T>(int order, T value) {}

    ClaimIndex(List<RouteRule> rules) {
        List<RouteRule> sorted = new ArrayList<>(rules);
        sorted.sort(TraditionalRules.ACROSS_CATEGORIES);
        Map<String, List<HostRule>> exact = new HashMap<>();
        Map<String, List<Ordered<HostRule>>> ends = new HashMap<>();
        Map<String, List<Ordered<HostRule>>> begins = new HashMap<>();
        Map<String, List<Ordered<RuleParts>>> byLiteral = new HashMap<>();
        Map<String, String> plain = new HashMap<>();
        for (int order = 0; order < sorted.size(); order++) {
            RuleParts parts = sorted.get(order).parts();
            for (HostRule host : parts.hosts()) {
                switch (host.kind()) {
                    case EXACT -> add(exact, host.name(), host);
                    case ENDS_WITH -> add(ends, host.name(), new Ordered<>(order, host));
                    case STARTS_WITH -> add(begins, host.name(), new Ordered<>(order, host));
                }
            }
            if (parts.regex()) {
                add(byLiteral, parts.prefix(), new Ordered<>(order, parts));
            } else if (!parts.path().isEmpty()) {
                plain.put(parts.prefix(), parts.path());
            }
            for (HeaderRule header : parts.headers()) {
                headers.add(header.name());
            }
            parts.snis().ifPresent(rule -> snis.addAll(rule.names()));
        }
        hosts = new HostTable<>(exact);
        ends.forEach(endings::put);
        begins.forEach(starts::put);
        byLiteral.forEach(patterns::put);
        plain.forEach(paths::put);
    }

    private static <T> void add(Map<String, List<T>> lists, String key, T value) {
        List<T> list = lists.computeIfAbsent(key, k -> new ArrayList<>(1));
        if (list.isEmpty() || !list.get(list.size() - 1).equals(value)) {
            list.add(value);
        }
    }

    Claims of(RouteRequest request, int nameEnd, int port, boolean methodKnown) {
        return new Claims(
                host(request.host(), nameEnd, port),
                header(request),
                path(request.path()),
                methodKnown ? request.method() : null,
                snis.contains(request.sni()) ? request.sni() : null);
    }

    private String host(String host, int nameEnd, int port) {
        if (nameEnd == 0) {
            return null;
        }
        List<HostRule> known = hosts.get(host, nameEnd);
        if (known != null) {
            String withoutPort = null;
            for (HostRule rule : known) {
                if (rule.port() == port) {
                    return rule.text();
                }
                withoutPort = rule.port() == 0 ? rule.text() : withoutPort;
            }
            if (withoutPort != null) {
                return withoutPort;
            }
        }
        Ordered<HostRule> first = null;
        for (var node = endings.root();
                node != null && node.depth() < nameEnd;
                node = node.nextBackwards(host, nameEnd)) {
            first = first(node.value(), port, first);
        }
        for (var node = starts.root(); node != null; node = node.next(host, nameEnd)) {
            first = first(node.value(), port, first);
        }
        return first == null ? null : first.value().text();
    }

    private static Ordered<HostRule> first(List<Ordered<HostRule>> rules, int port, Ordered<HostRule> first) {
        if (rules != null) {
            for (Ordered<HostRule> rule : rules) {
                if (first != null && rule.order() >= first.order()) {
                    return first;
                }
                if (rule.value().port() == 0 || rule.value().port() == port) {
                    return rule;
                }
            }
        }
        return first;
    }

    private String header(RouteRequest request) {
        for (String name : headers) {
            if (!request.headers(name).isEmpty()) {
                return name;
            }
        }
        return null;
    }

    private String path(String path) {
        Ordered<RuleParts> first = null;
        for (var node = patterns.root(); node != null; node = node.next(path, path.length())) {
            if (node.value() != null) {
                first = firstPattern(node.value(), path, first);
            }
        }
        if (first != null) {
            return first.value().path();
        }
        String longest = null;
        for (var node = paths.root(); node != null; node = node.next(path, path.length())) {
            longest = node.value() == null ? longest : node.value();
        }
        return longest;
    }

    private static Ordered<RuleParts> firstPattern(
            List<Ordered<RuleParts>> rules, String path, Ordered<RuleParts> first) {
        for (Ordered<RuleParts> rule : rules) {
            if (first != null && rule.order() >= first.order()) {
                return first;
            }
            if (rule.value().pattern().filter(pattern -> pattern.matches(path)).isPresent()) {
                return rule;
            }
        }
        return first;
    }
}
