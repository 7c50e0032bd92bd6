package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Makes a document complete before it is checked: every field of the schema is present afterwards, with its automatic
 * value, its default or null. Values are brought into one form on the way (5.0 becomes 5, an empty list for a map an
 * empty map, UUIDs lower case, sets without duplicates). What is wrong is left for {@link DocumentCheck}. Thread-safe.
 */
public final class Completion {
    private static final double SAFE_INTEGER = 9.007199254740992E15;

    private final AutoValues autos;

    public Completion(Clock clock) {
        this.autos = new AutoValues(clock);
    }

    /** Completes {@code document} in place. Shorthands must have been expanded before. */
    public void complete(Schema schema, ObjectNode document, Operation operation) {
        if (schema.subschemas().isPresent()) {
            // its default may be what selects the subschema
            String key = schema.subschemas().get().key();
            schema.field(key).ifPresent(field -> completeField(field, document, key, operation));
        }
        for (Map.Entry<String, Field> field : schema.fieldsOf(document).entrySet()) {
            completeField(field.getValue(), document, field.getKey(), operation);
        }
    }

    private void completeField(Field field, ObjectNode document, String name, Operation operation) {
        JsonNode given = document.get(name);
        JsonNode value = given == null ? MissingNode.getInstance() : given;
        if (field.auto() && operation.makesAutos()) {
            value = autos.value(name, field, value, operation).orElse(value);
        }
        value = value.isMissingNode() ? missing(field, operation) : present(field, value, operation);
        if (value != given) {
            document.set(name, value);
        }
    }

    private JsonNode missing(Field field, Operation operation) {
        if (field.defaultValue().isPresent()) {
            return present(field, field.defaultValue().get().deepCopy(), operation);
        }
        boolean expands = field.type() == FieldType.RECORD
                && field.required()
                && field.record().isPresent();
        return expands ? present(field, JsonNodeFactory.instance.objectNode(), operation) : NullNode.getInstance();
    }

    private JsonNode present(Field field, JsonNode value, Operation operation) {
        return switch (field.type()) {
            case INTEGER -> wholeNumber(value);
            case STRING -> field.uuid() && value.isTextual() ? lowerCase(value) : value;
            case ARRAY, SET -> list(field, value, operation);
            case MAP -> map(field, value, operation);
            case RECORD -> record(field, value, operation);
            case FOREIGN -> operation.flatReferences() ? flatReference(value) : value;
            default -> value;
        };
    }

    private static JsonNode wholeNumber(JsonNode value) {
        if (!value.isFloatingPointNumber()) {
            return value;
        }
        double number = value.doubleValue();
        boolean whole = number == Math.rint(number) && Math.abs(number) <= SAFE_INTEGER;
        return whole ? WholeNumbers.node((long) number) : value;
    }

    private static JsonNode lowerCase(JsonNode value) {
        String lower = value.textValue().toLowerCase(Locale.ROOT);
        return lower.equals(value.textValue()) ? value : TextNode.valueOf(lower);
    }

    private JsonNode list(Field field, JsonNode value, Operation operation) {
        if (value.isObject() && value.isEmpty()) {
            return JsonNodeFactory.instance.arrayNode();
        }
        if (!(value instanceof ArrayNode list) || field.elements().isEmpty()) {
            return value;
        }
        Field element = field.elements().get();
        for (int i = 0; i < list.size(); i++) {
            JsonNode old = list.get(i);
            JsonNode complete = present(element, old, operation);
            if (complete != old) {
                list.set(i, complete);
            }
        }
        return field.type() == FieldType.SET && list.size() > 1 ? distinct(list) : list;
    }

    private static ArrayNode distinct(ArrayNode list) {
        Set<JsonNode> seen = new LinkedHashSet<>();
        list.forEach(seen::add);
        return seen.size() == list.size()
                ? list
                : JsonNodeFactory.instance.arrayNode(seen.size()).addAll(seen);
    }

    private JsonNode map(Field field, JsonNode value, Operation operation) {
        if (value.isArray() && value.isEmpty()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (value instanceof ObjectNode map && field.values().isPresent()) {
            Field values = field.values().get();
            for (Map.Entry<String, JsonNode> entry : map.properties()) {
                entry.setValue(present(values, entry.getValue(), operation));
            }
        }
        return value;
    }

    private JsonNode record(Field field, JsonNode value, Operation operation) {
        if (field.record().isEmpty()) {
            return value;
        }
        JsonNode document = value.isArray() && value.isEmpty() ? JsonNodeFactory.instance.objectNode() : value;
        if (document instanceof ObjectNode object) {
            complete(field.record().get(), object, operation);
        }
        return document;
    }

    private static JsonNode flatReference(JsonNode value) {
        JsonNode id = value.isObject() && value.path("id").isTextual() ? value.get("id") : value;
        return id.isTextual() ? lowerCase(id) : id;
    }
}
