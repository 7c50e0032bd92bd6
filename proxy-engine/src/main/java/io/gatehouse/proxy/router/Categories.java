package io.gatehouse.proxy.router;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The categories of a traditional router. Immutable; a changed copy shares what did not change. */
final class Categories {
    static final Categories EMPTY = new Categories(new Category[1 << RuleKind.values().length]);

    private final Category[] byBits;

    private Categories(Category[] byBits) {
        this.byBits = byBits;
    }

    Categories with(List<RouteRule> removed, List<RouteRule> added) {
        Map<Integer, Category.Edit> edits = new HashMap<>();
        removed.forEach(rule -> edit(edits, rule.category()).count(rule, -1));
        added.forEach(rule -> edit(edits, rule.category()).count(rule, 1));
        Category[] changed = byBits.clone();
        edits.forEach((bits, edit) -> changed[bits] = edit.category());
        return new Categories(changed);
    }

    private Category.Edit edit(Map<Integer, Category.Edit> edits, int bits) {
        return edits.computeIfAbsent(bits, key -> of(key).edit());
    }

    /** The category of some kinds; empty when no rule has just these. */
    Category of(int bits) {
        return byBits[bits] == null ? Category.EMPTY : byBits[bits];
    }
}
