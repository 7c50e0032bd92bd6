package io.gatehouse.proxy.router;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The rules of one category, and how many of them each host entry, path and so on would leave.
 *
 * <p>The traditional flavour first tries a narrowed list: the rules with the claimed header, or else the shortest of the
 * lists for the claimed host, path, method and server name. It may hold a rule that would lose against one outside it;
 * version 3.9 answers with that rule, and so does this.
 */
final class Category {
    private final int bits;
    private final int firstRank;
    private int lastRank;
    private final Map<RuleKind, Map<String, Integer>> counts = new HashMap<>();

    private Category(int bits, int firstRank) {
        this.bits = bits;
        this.firstRank = firstRank;
    }

    /**
     * @param sorted by rank, and so by category
     */
    static List<Category> of(List<RouteRule> sorted) {
        List<Category> categories = new ArrayList<>();
        Category current = null;
        for (RouteRule rule : sorted) {
            int bits = RuleKind.categoryOf(rule.route());
            if (current == null || current.bits != bits) {
                current = new Category(bits, rule.rank());
                categories.add(current);
            }
            current.add(rule);
        }
        return categories;
    }

    private void add(RouteRule rule) {
        lastRank = rule.rank();
        rule.parts().hosts().forEach(host -> count(RuleKind.HOST, host.text()));
        for (HeaderRule header : rule.parts().headers()) {
            count(RuleKind.HEADER, header.name());
        }
        if (!rule.parts().path().isEmpty()) {
            count(RuleKind.URI, rule.parts().path());
        }
        rule.route().methods().forEach(method -> count(RuleKind.METHOD, method));
        rule.parts().snis().ifPresent(snis -> snis.names().forEach(name -> count(RuleKind.SNI, name)));
    }

    private void count(RuleKind kind, String key) {
        counts.computeIfAbsent(kind, k -> new HashMap<>()).merge(key, 1, Integer::sum);
    }

    int bits() {
        return bits;
    }

    int firstRank() {
        return firstRank;
    }

    int lastRank() {
        return lastRank;
    }

    boolean single() {
        return firstRank == lastRank;
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
        return key == null ? 0 : counts.getOrDefault(kind, Map.of()).getOrDefault(key, 0);
    }

    private static String claim(RuleKind kind, Claims claims) {
        return switch (kind) {
            case HOST -> claims.host();
            case URI -> claims.path();
            case METHOD -> claims.method();
            default -> claims.sni();
        };
    }

    private static boolean hasHost(RouteRule rule, String text) {
        return rule.parts().hosts().stream().anyMatch(host -> host.text().equals(text));
    }

    private static boolean hasHeader(RouteRule rule, String name) {
        for (HeaderRule header : rule.parts().headers()) {
            if (header.name().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
