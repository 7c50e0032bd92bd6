package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Gives the values of forms their types. A form knows texts only; the schema of the field a text is meant for tells what
 * it stands for. Texts that do not fit stay as they are, so that checking reports them. Thread-safe.
 *
 * <p>The input is the tree that the names of the form spell ({@code a.b[1]=x}), with texts as leaves; a parameter that
 * occurs several times is a list, one without {@code =} is {@code true}.
 */
public final class FormInference {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern HEX = Pattern.compile("[+-]?0[xX][0-9A-Fa-f]{1,16}");

    private FormInference() {}

    /** Types a new document. */
    public static ObjectNode infer(Schema schema, ObjectNode form) {
        return infer(schema, form, form);
    }

    /**
     * Types a change.
     *
     * @param stored the row to be changed; it tells the subschema when the form does not (the plugin of a
     *     {@code config})
     */
    public static ObjectNode infer(Schema schema, ObjectNode form, ObjectNode stored) {
        return record(schema, schema.fieldsOf(form, stored), form);
    }

    private static ObjectNode record(Schema schema, Map<String, Field> fields, ObjectNode form) {
        ObjectNode typed = JsonNodeFactory.instance.objectNode();
        form.properties().forEach(member -> {
            JsonNode value = member.getValue();
            Optional<Field> field =
                    Optional.ofNullable(fields.get(member.getKey())).or(() -> shorthand(schema, member.getKey()));
            typed.set(member.getKey(), element(field, value));
        });
        return typed;
    }

    private static Optional<Field> shorthand(Schema schema, String name) {
        return schema.shorthands().stream()
                .filter(shorthand -> shorthand.name().equals(name))
                .map(Shorthand::field)
                .findFirst();
    }

    private static JsonNode value(Field field, JsonNode value) {
        if (value.isTextual() && value.textValue().isEmpty()) {
            return NullNode.getInstance();
        }
        return switch (field.type()) {
            case INTEGER, NUMBER -> number(value);
            case BOOLEAN -> flag(value);
            case ARRAY, SET -> list(field, value);
            case MAP -> map(field, value);
            case RECORD ->
                field.record().isPresent() && value instanceof ObjectNode inner
                        ? record(field.record().get(), field.record().get().fieldsOf(inner), inner)
                        : value;
            case FOREIGN -> reference(value);
            case STRING, JSON -> value;
        };
    }

    /** Decimal, exponent and hexadecimal forms, blanks around them ignored; other texts stay texts. */
    public static JsonNode number(JsonNode value) {
        if (!value.isTextual()) {
            return value;
        }
        String text = value.textValue().strip();
        if (WHOLE.matcher(text).matches()) {
            return WholeNumbers.node(Long.parseLong(text));
        }
        if (HEX.matcher(text).matches()) {
            BigInteger number = new BigInteger(text.replaceFirst("0[xX]", ""), 16);
            return number.bitLength() < Long.SIZE
                    ? WholeNumbers.node(number.longValue())
                    : BigIntegerNode.valueOf(number);
        }
        return DECIMAL.matcher(text).matches() ? DoubleNode.valueOf(Double.parseDouble(text)) : value;
    }

    private static JsonNode flag(JsonNode value) {
        return switch (value.asText()) {
            case "true" -> value.isTextual() ? BooleanNode.TRUE : value;
            case "false" -> value.isTextual() ? BooleanNode.FALSE : value;
            default -> value;
        };
    }

    private static JsonNode list(Field field, JsonNode value) {
        if (value.isObject()) {
            return value;
        }
        ArrayNode typed = JsonNodeFactory.instance.arrayNode();
        if (value.isArray()) {
            value.forEach(element -> typed.add(element(field.elements(), element)));
        } else {
            typed.add(element(field.elements(), value));
        }
        return typed;
    }

    private static JsonNode map(Field field, JsonNode value) {
        if (!(value instanceof ObjectNode map)) {
            return value;
        }
        ObjectNode typed = JsonNodeFactory.instance.objectNode();
        map.properties().forEach(entry -> typed.set(entry.getKey(), element(field.values(), entry.getValue())));
        return typed;
    }

    private static JsonNode element(Optional<Field> field, JsonNode value) {
        return field.isPresent() ? value(field.get(), value) : value;
    }

    /** Members of a reference are ids and names, so texts; an empty one is null. */
    private static JsonNode reference(JsonNode value) {
        if (!(value instanceof ObjectNode members)) {
            return value;
        }
        ObjectNode typed = JsonNodeFactory.instance.objectNode();
        members.properties().forEach(member -> {
            boolean empty = member.getValue().isTextual()
                    && member.getValue().textValue().isEmpty();
            typed.set(member.getKey(), empty ? NullNode.getInstance() : member.getValue());
        });
        return typed;
    }
}
