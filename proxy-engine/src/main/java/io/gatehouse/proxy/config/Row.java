package io.gatehouse.proxy.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Typed reading of one row. Absent and {@code null} are the same; an empty list may be written {@code []} or
 * <code>{}</code>.
 *
 * @param type entity type, {@code routes}
 */
record Row(String type, ObjectNode document) {

    String id() {
        return requiredText("id");
    }

    Optional<String> text(String field) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw wrong(field, "a string");
        }
        return Optional.of(value.textValue());
    }

    String requiredText(String field) {
        return text(field)
                .orElseThrow(() -> new ConfigException(name() + ": " + field + " is missing", place(field), null));
    }

    OptionalLong number(String field) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return OptionalLong.empty();
        }
        if (!value.isNumber()) {
            throw wrong(field, "a number");
        }
        return OptionalLong.of(value.longValue());
    }

    int integer(String field, int otherwise) {
        long value = number(field).orElse(otherwise);
        if (value != (int) value) {
            throw wrong(field, "an integer of 32 bits");
        }
        return (int) value;
    }

    double decimal(String field, double otherwise) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isNumber()) {
            throw wrong(field, "a number");
        }
        return value.doubleValue();
    }

    Optional<Boolean> flag(String field) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            throw wrong(field, "true or false");
        }
        return Optional.of(value.booleanValue());
    }

    /** A list of strings; empty when absent. */
    List<String> texts(String field) {
        List<JsonNode> elements = elements(field);
        if (elements.isEmpty()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(elements.size());
        for (JsonNode element : elements) {
            if (!element.isTextual()) {
                throw wrong(field, "a list of strings");
            }
            texts.add(element.textValue());
        }
        return List.copyOf(texts);
    }

    /** A list of integers; empty when absent, which an empty list is not. */
    Optional<List<Integer>> integers(String field) {
        if (value(field).isMissingNode()) {
            return Optional.empty();
        }
        List<Integer> integers = new ArrayList<>();
        for (JsonNode element : elements(field)) {
            if (!element.canConvertToInt()) {
                throw wrong(field, "a list of integers");
            }
            integers.add(element.intValue());
        }
        return Optional.of(List.copyOf(integers));
    }

    /** A record; an empty one when absent. */
    Row record(String field) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return new Row(name() + ", " + field, JsonNodeFactory.instance.objectNode());
        }
        if (!(value instanceof ObjectNode record)) {
            throw wrong(field, "a record");
        }
        return new Row(name() + ", " + field, record);
    }

    /** A list of records. */
    List<Row> records(String field) {
        List<JsonNode> elements = elements(field);
        if (elements.isEmpty()) {
            return List.of();
        }
        List<Row> records = new ArrayList<>(elements.size());
        for (JsonNode element : elements) {
            if (!(element instanceof ObjectNode record)) {
                throw wrong(field, "a list of records");
            }
            records.add(new Row(name() + ", " + field, record));
        }
        return records;
    }

    /** A map of lists of strings, in order. */
    Map<String, List<String>> textsByKey(String field) {
        JsonNode value = value(field);
        if (value.isEmpty()) {
            return Map.of();
        }
        if (!(value instanceof ObjectNode map)) {
            throw wrong(field, "a map");
        }
        Map<String, List<String>> entries = new LinkedHashMap<>();
        Row row = new Row(name() + ", " + field, map);
        map.fieldNames().forEachRemaining(key -> entries.put(key, row.texts(key)));
        return entries;
    }

    ConfigException wrong(String field, String expected) {
        return new ConfigException(
                name() + ": " + field + " is " + document.get(field) + ", expected " + expected, place(field), null);
    }

    /** A record inside a row is no place of its own: null. */
    ConfigException.Place place(String field) {
        JsonNode id = document.path("id");
        return id.isTextual() ? new ConfigException.Place(type, id.textValue(), userName(), field) : null;
    }

    /** For messages: type, and name or id. */
    String name() {
        return userName()
                .or(() -> Optional.ofNullable(document.path("id").textValue()))
                .map(text -> type + " '" + text + "'")
                .orElse(type);
    }

    private Optional<String> userName() {
        for (String key : List.of("name", "username", "target")) {
            JsonNode value = document.path(key);
            if (value.isTextual()) {
                return Optional.of(value.textValue());
            }
        }
        return Optional.empty();
    }

    private List<JsonNode> elements(String field) {
        JsonNode value = value(field);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrong(field, "a list");
        }
        List<JsonNode> elements = new ArrayList<>(value.size());
        value.forEach(elements::add);
        return elements;
    }

    private JsonNode value(String field) {
        JsonNode value = document.path(field);
        return value.isNull() ? MissingNode.getInstance() : value;
    }
}
