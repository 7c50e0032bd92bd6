package io.gatehouse.proxy.router;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Header names of routes, in the order of the first rule that has each. Immutable. */
final class HeaderClaims {
    static final HeaderClaims EMPTY = new HeaderClaims(List.of());

    private final List<Name> names;

    /** @param orders of all rules with this header, sorted */
    private record Name(String name, List<RuleOrder> orders) {}

    private HeaderClaims(List<Name> names) {
        this.names = names;
    }

    HeaderClaims with(List<RouteRule> removed, List<RouteRule> added) {
        Map<String, List<RuleOrder>> gone = byName(removed);
        Map<String, List<RuleOrder>> more = byName(added);
        if (gone.isEmpty() && more.isEmpty()) {
            return this;
        }
        List<Name> changed = new ArrayList<>();
        for (Name name : names) {
            List<RuleOrder> orders = name.orders;
            List<RuleOrder> leaving = gone.get(name.name);
            List<RuleOrder> coming = more.remove(name.name);
            if (leaving != null || coming != null) {
                orders = changed(orders, leaving, coming);
            }
            if (!orders.isEmpty()) {
                changed.add(new Name(name.name, orders));
            }
        }
        more.forEach((name, orders) -> changed.add(new Name(name, changed(List.of(), null, orders))));
        changed.sort(Comparator.comparing(name -> name.orders.get(0)));
        return new HeaderClaims(changed);
    }

    private static Map<String, List<RuleOrder>> byName(List<RouteRule> rules) {
        Map<String, List<RuleOrder>> orders = new HashMap<>();
        for (RouteRule rule : rules) {
            for (HeaderRule header : rule.parts().headers()) {
                orders.computeIfAbsent(header.name(), name -> new ArrayList<>())
                        .add(TraditionalRules.acrossCategories(rule));
            }
        }
        return orders;
    }

    private static List<RuleOrder> changed(List<RuleOrder> orders, List<RuleOrder> leaving, List<RuleOrder> coming) {
        List<RuleOrder> changed = new ArrayList<>(orders);
        if (leaving != null) {
            Set<RuleOrder> gone = new HashSet<>(leaving);
            changed.removeIf(gone::contains);
        }
        if (coming != null) {
            changed.addAll(coming);
        }
        Collections.sort(changed);
        return changed;
    }

    /** The first name that the request has; null when it has none. */
    String first(RouteRequest request) {
        for (int i = 0; i < names.size(); i++) {
            if (!request.headers(names.get(i).name).isEmpty()) {
                return names.get(i).name;
            }
        }
        return null;
    }
}
