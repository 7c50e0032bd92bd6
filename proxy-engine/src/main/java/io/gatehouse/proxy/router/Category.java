package io.gatehouse.proxy.router;

import io.gatehouse.proxy.text.TextTable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How many rules there are in one category, and how many of them each host entry, path and so on would leave. Immutable.
 *
 * <p>The traditional flavour first tries a narrowed list: the rules with the claimed header, or else the shortest of the
 * lists for the claimed host, path, method and server name. It may hold a rule that would lose against one outside it;
 * version 3.9 answers with that rule, and so does this.
 */
final class Category {
    static final Category EMPTY = new Category(new EnumMap<>(RuleKind.class), 0);

    private final Map<RuleKind, TextTable<Integer>> counts;
    private final int size;

    private Category(Map<RuleKind, TextTable<Integer>> counts, int size) {
        this.counts = counts;
        this.size = size;
    }

    /** A changed copy in the making. For one thread. */
    final class Edit {
        private final Map<RuleKind, TextTable.Edit<Integer>> edits = new EnumMap<>(RuleKind.class);
        private int newSize = size;

        /** One rule more (1) or less (-1). */
        void count(RouteRule rule, int difference) {
            newSize += difference;
            RuleParts parts = rule.parts();
            parts.hosts().forEach(host -> count(RuleKind.HOST, host.text(), difference));
            for (HeaderRule header : parts.headers()) {
                count(RuleKind.HEADER, header.name(), difference);
            }
            if (!parts.path().isEmpty()) {
                count(RuleKind.URI, parts.path(), difference);
            }
            rule.route().methods().forEach(method -> count(RuleKind.METHOD, method, difference));
            parts.snis().ifPresent(snis -> snis.names().forEach(name -> count(RuleKind.SNI, name, difference)));
        }

        private void count(RuleKind kind, String key, int difference) {
            Counts.add(
                    edits.computeIfAbsent(
                            kind, k -> counts.getOrDefault(k, TextTable.empty()).edit()),
                    key,
                    difference);
        }

        Category category() {
            Map<RuleKind, TextTable<Integer>> changed = new EnumMap<>(RuleKind.class);
            changed.putAll(counts);
            edits.forEach((kind, edit) -> changed.put(kind, edit.table()));
            return new Category(changed, newSize);
        }
    }

    Edit edit() {
        return new Edit();
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean single() {
        return size == 1;
    }

    /** Tells whether a rule is in the narrowed list; empty when there is no such list. */
    Optional<Predicate<RouteRule>> narrowed(Claims claims) {
        if (size(RuleKind.HEADER, claims.header()) > 0) {
            return Optional.of(rule -> hasHeader(rule, claims.header()));
        }
        RuleKind shortest = null;
        int length = Integer.MAX_VALUE;
        for (RuleKind kind : List.of(RuleKind.HOST, RuleKind.URI, RuleKind.METHOD, RuleKind.SNI)) {
            int count = size(kind, claim(kind, claims));
            if (count > 0 && count < length) {
                shortest = kind;
                length = count;
            }
        }
        if (shortest == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (shortest) {
                    case HOST -> rule -> hasHost(rule, claims.host());
                    case URI -> rule -> rule.parts().path().equals(claims.path());
                    case METHOD -> rule -> rule.route().methods().contains(claims.method());
                    default ->
                        rule -> rule.parts()
                                .snis()
                                .filter(snis -> snis.names().contains(claims.sni()))
                                .isPresent();
                });
    }

    private int size(RuleKind kind, String key) {
        TextTable<Integer> byKey = counts.get(kind);
        Integer count = key == null || byKey == null ? null : byKey.get(key);
        return count == null ? 0 : count;
    }

    private static String claim(RuleKind kind, Claims claims) {
        return switch (kind) {
            case HOST -> claims.host();
            case URI -> claims.path();
            case METHOD -> claims.method();
            default -> claims.sni();
        };
    }

    static boolean hasHost(RouteRule rule, String text) {
        List<HostRule> hosts = rule.parts().hosts();
        for (int i = 0; i < hosts.size(); i++) {
            if (hosts.get(i).text().equals(text)) {
                return true;
            }
        }
        return false;
    }

    static boolean hasHeader(RouteRule rule, String name) {
        for (HeaderRule header : rule.parts().headers()) {
            if (header.name().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
