package io.gatehouse.proxy.router;

import io.gatehouse.proxy.pattern.Found;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Groups of a matched regular expression.
 *
 * @param numbered groups from 1 (the first element); empty for a group that took no part
 * @param named groups that have a name and took part
 */
public record Captures(List<Optional<String>> numbered, Map<String, String> named) {

    public static final Captures NONE = new Captures(List.of(), Map.of());

    static Captures of(Found found) {
        if (found.groups().isEmpty()) {
            return NONE;
        }
        Map<String, String> named = new HashMap<>();
        found.names()
                .forEach((name, number) -> found.groups().get(number - 1).ifPresent(text -> named.put(name, text)));
        return new Captures(found.groups(), named);
    }

    /** Both; where both have a group, the other's. */
    Captures overlaidBy(Captures other) {
        if (numbered.isEmpty()) {
            return other;
        }
        List<Optional<String>> groups = new ArrayList<>(numbered);
        for (int i = 0; i < other.numbered.size(); i++) {
            if (i < groups.size()) {
                groups.set(i, other.numbered.get(i));
            } else {
                groups.add(other.numbered.get(i));
            }
        }
        Map<String, String> names = new HashMap<>(named);
        names.putAll(other.named);
        return new Captures(groups, names);
    }

    /**
     * @param group a name, or a number from 1
     */
    public Optional<String> get(String group) {
        String value = named.get(group);
        if (value != null) {
            return Optional.of(value);
        }
        for (int i = 0; i < numbered.size(); i++) {
            if (group.equals(Integer.toString(i + 1))) {
                return numbered.get(i);
            }
        }
        return Optional.empty();
    }
}
