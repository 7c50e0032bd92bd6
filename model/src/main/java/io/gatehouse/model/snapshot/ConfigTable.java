package io.gatehouse.model.snapshot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A complete, validated configuration: the rows of every entity type, foreign keys as plain id strings, every field
 * present, {@code ttl} as an absolute epoch second. The table is immutable; its rows are shared and must not be changed.
 */
public final class ConfigTable {
    private static final ConfigTable EMPTY = new ConfigTable(Map.of());

    private final Map<String, RowList> rows;

    private ConfigTable(Map<String, RowList> rows) {
        this.rows = rows;
    }

    /** A table without rows. */
    public static ConfigTable empty() {
        return EMPTY;
    }

    /** Takes rows by entity type name; types without rows are dropped. */
    public static ConfigTable of(Map<String, List<ObjectNode>> rowsByType) {
        Map<String, RowList> copy = new LinkedHashMap<>();
        rowsByType.forEach((type, rows) -> {
            if (!rows.isEmpty()) {
                copy.put(type, RowList.of(rows));
            }
        });
        return new ConfigTable(Collections.unmodifiableMap(copy));
    }

    /**
     * Returns this table with some rows changed. The rows that did not change are the same objects in both tables, and so are the
     * lists of types without changes; rows of the other types are in the order of their keys. Takes time in proportion to the
     * changes, but for one copy of an array of references for each type that has any.
     *
     * @param changes of several for one row the last counts; one for a row that is not there deletes nothing
     */
    public ConfigTable with(Collection<Change> changes) {
        if (changes.isEmpty()) {
            return this;
        }
        Map<String, NavigableMap<String, Optional<ObjectNode>>> byType = new LinkedHashMap<>();
        for (Change change : changes) {
            byType.computeIfAbsent(change.type(), type -> new TreeMap<>()).put(change.key(), change.row());
        }
        Map<String, RowList> changed = new LinkedHashMap<>(rows);
        byType.forEach((type, ofType) -> {
            RowList list = changed.getOrDefault(type, RowList.EMPTY).with(ofType);
            if (list.view().isEmpty()) {
                changed.remove(type);
            } else {
                changed.put(type, list);
            }
        });
        return new ConfigTable(Collections.unmodifiableMap(changed));
    }

    /** Names of the entity types that have rows. */
    public Set<String> types() {
        return rows.keySet();
    }

    /** The rows of a type, in the order received or of their keys, see {@link #with}; empty when there are none. */
    public List<ObjectNode> rows(String type) {
        return rows.getOrDefault(type, RowList.EMPTY).view();
    }

    /** The row of a type with a primary key. Takes logarithmic time, but the first call for a table may have to sort it. */
    public Optional<ObjectNode> find(String type, String key) {
        return rows.getOrDefault(type, RowList.EMPTY).find(key);
    }

    /**
     * The rows of a type in the order of their keys, from behind a key on. Costs as {@link #find}.
     *
     * @param key need not be there; empty for all rows
     */
    public List<ObjectNode> rowsAfter(String type, String key) {
        return rows.getOrDefault(type, RowList.EMPTY).after(key);
    }

    /** Number of rows of all types. */
    public int size() {
        return rows.values().stream().mapToInt(list -> list.view().size()).sum();
    }

    /** The document as it travels: {@code _format_version}, {@code _transform} and one array per type with rows. */
    public ObjectNode toDocument() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("_format_version", "3.0");
        document.put("_transform", false);
        rows.forEach((type, list) -> {
            ArrayNode array = document.putArray(type);
            list.view().forEach(array::add);
        });
        return document;
    }
}
