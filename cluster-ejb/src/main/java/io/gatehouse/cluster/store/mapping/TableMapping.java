package io.gatehouse.cluster.store.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.store.table.ExpiringRow;
import io.gatehouse.cluster.store.table.Row;
import io.gatehouse.model.entity.EntityType;
import jakarta.persistence.Table;
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.ToLongFunction;

/** How the rows of one table become API documents and back. Immutable. */
public final class TableMapping {

    private static final String TTL = "ttl";

    private final EntityType type;
    private final Class<? extends Row> rowClass;
    private final String table;
    private final Map<String, Column> columns;
    private final List<Column> stored;

    /**
     * Connects the fields of a type's schema with the attributes of its row class: the column of a field has the field's
     * name, that of a reference ends in {@code _id}. Fields without a column are transient.
     */
    TableMapping(EntityType type, Class<? extends Row> rowClass) {
        this.type = type;
        this.rowClass = rowClass;
        this.table = rowClass.getAnnotation(Table.class).name();
        Map<String, Field> attributes = attributes(rowClass);
        Map<String, Column> byField = new LinkedHashMap<>();
        type.schema()
                .describe()
                .path("fields")
                .forEach(description -> description.properties().forEach(entry -> {
                    String field = entry.getKey();
                    String schemaType = entry.getValue().path("type").asText();
                    String name = schemaType.equals("foreign") ? field + "_id" : field;
                    Field attribute = attributes.get(name);
                    if (attribute != null) {
                        byField.put(field, new Column(name, field, ColumnType.of(attribute, schemaType), attribute));
                    }
                }));
        this.columns = byField;
        List<Column> all = new ArrayList<>(byField.values());
        if (expires()) {
            Field attribute = attributes.get(ExpiringRow.COLUMN);
            all.add(new Column(ExpiringRow.COLUMN, TTL, ColumnType.of(attribute, "integer"), attribute));
        }
        this.stored = List.copyOf(all);
    }

    /** The attributes that are columns, by column name; those of superclasses too. */
    static Map<String, Field> attributes(Class<?> rowClass) {
        Map<String, Field> attributes = new LinkedHashMap<>();
        for (Class<?> level = rowClass; level != Object.class; level = level.getSuperclass()) {
            for (Field field : level.getDeclaredFields()) {
                jakarta.persistence.Column column = field.getAnnotation(jakarta.persistence.Column.class);
                if (column != null) {
                    attributes.put(column.name().replace("\"", ""), field);
                }
            }
        }
        return attributes;
    }

    public EntityType type() {
        return type;
    }

    public Class<? extends Row> rowClass() {
        return rowClass;
    }

    /** Name of the table. */
    public String table() {
        return table;
    }

    /** Whether rows can have an end. */
    public boolean expires() {
        return ExpiringRow.class.isAssignableFrom(rowClass);
    }

    /** All columns that documents fill, in the order of the schema. */
    public List<Column> columns() {
        return stored;
    }

    /** The column of a field. */
    public Column column(String field) {
        Column column = columns.get(field);
        if (column == null) {
            throw new NoSuchElementException("Entity type " + type.name() + " has no stored field " + field);
        }
        return column;
    }

    /** A new row with the values of a complete document. */
    public Row newRow(ObjectNode document, Instant now) {
        try {
            Row row = rowClass.getDeclaredConstructor().newInstance();
            write(document, row, now);
            return row;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Rows of " + table + " cannot be made", e);
        }
    }

    /**
     * Fills a row from a complete document. A document without {@code ttl} leaves the moment of expiry as it is; null and
     * 0 mean never.
     */
    public void write(ObjectNode document, Row row, Instant now) {
        columns.values().forEach(column -> column.write(document, row));
        if (row instanceof ExpiringRow expiring && document.has(TTL)) {
            JsonNode ttl = document.get(TTL);
            expiring.expireAt(ttl.isNull() || ttl.longValue() == 0 ? null : now.plusSeconds(ttl.longValue()));
        }
    }

    /** The row as the Admin API shows it at this moment: {@code ttl} in remaining seconds. */
    public ObjectNode toDocument(Row row, Instant now) {
        return document(row, expiry -> Duration.between(now, expiry).toSeconds());
    }

    /** The row as data planes get it: {@code ttl} is the second of expiry. */
    public ObjectNode toExport(Row row) {
        return document(row, Instant::getEpochSecond);
    }

    private ObjectNode document(Row row, ToLongFunction<Instant> ttl) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        columns.values().forEach(column -> column.read(row, document));
        if (row instanceof ExpiringRow expiring) {
            Instant expiry = expiring.expiresAt();
            if (expiry == null) {
                document.putNull(TTL);
            } else {
                document.put(TTL, ttl.applyAsLong(expiry));
            }
        }
        return document;
    }
}
