package io.gatehouse.proxy.router;

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
