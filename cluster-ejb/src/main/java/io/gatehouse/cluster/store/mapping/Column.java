package io.gatehouse.cluster.store.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.store.table.Row;
import io.gatehouse.model.error.EntityException;
import java.lang.reflect.Field;
import java.time.Instant;

/** One column of a table, and the field of API documents that it holds. */
public final class Column {

    /** The end of the year 9999. */
    private static final Instant LATEST = Instant.ofEpochSecond(253_402_300_799L);

    private final String name;
    private final String field;
    private final ColumnType type;
    private final Field attribute;

    Column(String name, String field, ColumnType type, Field attribute) {
        this.name = name;
        this.field = field;
        this.type = type;
        this.attribute = attribute;
        attribute.setAccessible(true);
    }

    /** Name in the database, quoted for use in SQL: some field names are reserved words there. */
    public String name() {
        return '"' + name + '"';
    }

    /** Name in API documents. */
    public String field() {
        return field;
    }

    /** Name of its type in SQL, for casts. */
    public String sqlType() {
        return type.sql();
    }

    /** The column's value as text that SQL casts to its type, or null. */
    public String literal(Row row) {
        Object value = get(row);
        return value == null ? null : type.toLiteral().apply(value);
    }

    /** Copies the column into the document; an unset column becomes JSON null. */
    void read(Row row, ObjectNode document) {
        Object value = get(row);
        document.set(field, value == null ? NullNode.instance : type.toJson().apply(value));
    }

    /**
     * Copies the document's field into the column; an absent or null field unsets it.
     *
     * @throws EntityException code 2 for a time that the database cannot hold
     */
    void write(ObjectNode document, Row row) {
        JsonNode json = document.get(field);
        Object value = json == null || json.isNull() ? null : type.fromJson().apply(json);
        if (value instanceof Instant moment && moment.isAfter(LATEST)) {
            throw EntityException.schemaViolation(field, "expected a valid timestamp");
        }
        set(row, value);
    }

    Object get(Row row) {
        try {
            return attribute.get(row);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Column " + name + " cannot be read", e);
        }
    }

    void set(Row row, Object value) {
        try {
            attribute.set(row, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Column " + name + " cannot be written", e);
        }
    }
}
