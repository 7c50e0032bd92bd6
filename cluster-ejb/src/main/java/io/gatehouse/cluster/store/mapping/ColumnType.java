package io.gatehouse.cluster.store.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.cluster.store.table.ArrayLiteral;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * How the values of a column travel between JSON, Java and SQL. Values are never null here.
 *
 * @param sql the type's name in SQL
 * @param fromJson JSON to the Java value of the row's attribute
 * @param toJson the reverse
 * @param toLiteral the Java value as text that SQL casts to the type
 */
record ColumnType(
        String sql,
        Function<JsonNode, Object> fromJson,
        Function<Object, JsonNode> toJson,
        Function<Object, String> toLiteral) {

    private static final ColumnType TEXT =
            new ColumnType("text", JsonNode::textValue, value -> TextNode.valueOf((String) value), Object::toString);
    private static final ColumnType INTEGER =
            new ColumnType("integer", JsonNode::intValue, value -> IntNode.valueOf((Integer) value), Object::toString);
    private static final ColumnType BIGINT =
            new ColumnType("bigint", JsonNode::longValue, value -> LongNode.valueOf((Long) value), Object::toString);
    private static final ColumnType BOOLEAN = new ColumnType(
            "boolean", JsonNode::booleanValue, value -> BooleanNode.valueOf((Boolean) value), Object::toString);
    private static final ColumnType ID =
            new ColumnType("uuid", ColumnType::uuid, value -> TextNode.valueOf(value.toString()), Object::toString);
    private static final ColumnType REFERENCE = new ColumnType(
            "uuid",
            value -> uuid(value.path("id")),
            value -> JsonNodeFactory.instance.objectNode().put("id", value.toString()),
            Object::toString);
    private static final ColumnType SECONDS = new ColumnType(
            "timestamptz",
            value -> Instant.ofEpochSecond(value.longValue()),
            value -> LongNode.valueOf(((Instant) value).getEpochSecond()),
            Object::toString);
    private static final ColumnType MILLISECONDS =
            new ColumnType("timestamptz", ColumnType::instant, ColumnType::fraction, Object::toString);
    private static final ColumnType TEXT_LIST = list("text[]", JsonNode::textValue);
    private static final ColumnType UUID_LIST = list("uuid[]", ColumnType::uuid);
    private static final ColumnType JSON =
            new ColumnType("jsonb", JsonNode::deepCopy, value -> ((JsonNode) value).deepCopy(), Object::toString);

    /** The type of an attribute of a row whose field in the schema has the type {@code schemaType}. */
    static ColumnType of(Field attribute, String schemaType) {
        Class<?> type = attribute.getType();
        if (type == String.class) {
            return TEXT;
        } else if (type == Integer.class) {
            return INTEGER;
        } else if (type == Long.class) {
            return BIGINT;
        } else if (type == Boolean.class) {
            return BOOLEAN;
        } else if (type == UUID.class) {
            return schemaType.equals("foreign") ? REFERENCE : ID;
        } else if (type == Instant.class) {
            return schemaType.equals("number") ? MILLISECONDS : SECONDS;
        } else if (type == JsonNode.class) {
            return JSON;
        } else if (type == List.class && attribute.getGenericType() instanceof ParameterizedType list) {
            return list.getActualTypeArguments()[0] == UUID.class ? UUID_LIST : TEXT_LIST;
        }
        throw new IllegalStateException("Attribute " + attribute + " has a type that no column has");
    }

    private static ColumnType list(String sql, Function<JsonNode, Object> element) {
        return new ColumnType(
                sql,
                value -> StreamSupport.stream(value.spliterator(), false)
                        .map(element)
                        .toList(),
                value -> {
                    ArrayNode array = JsonNodeFactory.instance.arrayNode();
                    ((List<?>) value).forEach(item -> array.add(item.toString()));
                    return array;
                },
                value -> ArrayLiteral.of((List<?>) value));
    }

    private static UUID uuid(JsonNode value) {
        return UUID.fromString(value.textValue());
    }

    private static Instant instant(JsonNode value) {
        BigDecimal milliseconds = value.decimalValue().movePointRight(3).setScale(0, RoundingMode.DOWN);
        return Instant.ofEpochMilli(milliseconds.longValueExact());
    }

    private static JsonNode fraction(Object value) {
        long milliseconds = ((Instant) value).toEpochMilli();
        return milliseconds % 1000 == 0
                ? LongNode.valueOf(milliseconds / 1000)
                : DecimalNode.valueOf(BigDecimal.valueOf(milliseconds, 3).stripTrailingZeros());
    }
}
