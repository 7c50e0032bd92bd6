package io.gatehouse.model.snapshot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A complete, validated configuration: the rows of every entity type, foreign keys as plain id strings, every field
 * present, {@code ttl} as an absolute epoch second. The table is immutable; its rows are shared and must not be changed.
 */
public final class ConfigTable {
    private static final ConfigTable EMPTY = new ConfigTable(Map.of());

    private final Map<String, List<ObjectNode>> rows;

    private ConfigTable(Map<String, List<ObjectNode>> rows) {
        this.rows = rows;
    }

    /** A table without rows. */
    public static ConfigTable empty() {
        return EMPTY;
    }

    /** Takes rows by entity type name; types without rows are dropped. */
    public static ConfigTable of(Map<String, List<ObjectNode>> rowsByType) {
        Map<String, List<ObjectNode>> copy = new LinkedHashMap<>();
        rowsByType.forEach((type, rows) -> {
            if (!rows.isEmpty()) {
                copy.put(type, Collections.unmodifiableList(new ArrayList<>(rows)));
            }
        });
        return new ConfigTable(Collections.unmodifiableMap(copy));
    }

    /** Names of the entity types that have rows. */
    public Set<String> types() {
        return rows.keySet();
    }

    /** The rows of a type, in the order received; empty when there are none. */
    public List<ObjectNode> rows(String type) {
        return rows.getOrDefault(type, List.of());
    }

    /** Number of rows of all types. */
    public int size() {
        return rows.values().stream().mapToInt(List::size).sum();
    }

    /** The document as it travels: {@code _format_version}, {@code _transform} and one array per type with rows. */
    public ObjectNode toDocument() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("_format_version", "3.0");
        document.put("_transform", false);
        rows.forEach((type, list) -> {
            ArrayNode array = document.putArray(type);
            list.forEach(array::add);
        });
        return document;
    }
}
