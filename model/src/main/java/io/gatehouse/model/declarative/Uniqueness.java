package io.gatehouse.model.declarative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.EntityType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Remembers the keys of the rows of one type and tells when one comes twice. One pass, not thread-safe. */
final class Uniqueness {
    private final EntityType type;
    private final List<List<String>> keys;
    private final List<Set<Object>> seen = new ArrayList<>();

    Uniqueness(EntityType type) {
        this.type = type;
        this.keys = keys(type);
        keys.forEach(key -> seen.add(new HashSet<>()));
    }

    /** Names tell a user more than ids, and ids more than combinations, so that is the order in which they are judged. */
    private static List<List<String>> keys(EntityType type) {
        List<String> primary = List.of(type.primaryKey());
        List<List<String>> keys = new ArrayList<>(type.uniqueKeys());
        keys.remove(primary);
        keys.sort(Comparator.comparingInt(key -> key.size() > 1 ? 1 : 0));
        int combinations = (int) keys.stream().filter(key -> key.size() > 1).count();
        keys.add(keys.size() - combinations, primary);
        return keys;
    }

    /** What is wrong with a complete row after the rows before it. */
    Optional<String> problem(ObjectNode row) {
        for (int i = 0; i < keys.size(); i++) {
            List<String> key = keys.get(i);
            Optional<Object> value = value(row, key);
            if (value.isPresent() && !seen.get(i).add(value.get())) {
                return Optional.of("uniqueness violation: '" + type.name() + "' entity with " + named(key) + " set to '"
                        + shown(row, key) + "' already declared");
            }
        }
        return Optional.empty();
    }

    private String named(List<String> key) {
        return key.equals(List.of(type.primaryKey())) ? "primary key" : String.join(", ", key);
    }

    /** In a key of several fields null is a value like others; in a key of one it never conflicts. */
    private static Optional<Object> value(ObjectNode row, List<String> key) {
        if (key.size() == 1) {
            JsonNode value = row.path(key.get(0));
            return value.isNull() || value.isMissingNode() ? Optional.empty() : Optional.of(value);
        }
        List<JsonNode> values = new ArrayList<>(key.size());
        key.forEach(name -> values.add(row.path(name)));
        return Optional.of(values);
    }

    private static String shown(ObjectNode row, List<String> key) {
        List<String> texts = new ArrayList<>();
        key.forEach(name -> texts.add(row.path(name).asText()));
        return String.join(", ", texts);
    }
}
