package io.gatehouse.admin.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says in JSON Schema (2020-12, as OpenAPI 3.1 has it) what the schemas of entities and plugins say in their own words. Rules
 * that only code can check, and patterns in the language of other gateways, are left out: what it describes is a little more
 * than what is accepted.
 */
final class JsonSchema {
    private static final String TYPE = "type";

    /** The end of the year 9999, which is the last that is stored. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private final EntityCatalog catalog;

    JsonSchema(EntityCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * An object with these fields and no others.
     *
     * @param fields a list of objects with one member each: a name and its definition, as {@code /schemas} shows them
     */
    ObjectNode object(JsonNode fields) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put(TYPE, "object");
        ObjectNode properties = schema.putObject("properties");
        addProperties(properties, fields);
        schema.put("additionalProperties", false);
        return schema;
    }

    private void addProperties(ObjectNode properties, JsonNode fields) {
        for (JsonNode named : fields) {
            named.properties().forEach(field -> properties.set(field.getKey(), nullable(field.getValue())));
        }
    }

    /** Adds fields that stand for others: they are written and not read, unless they are fields as well. */
    void addShorthands(ObjectNode object, JsonNode shorthands) {
        ObjectNode properties = (ObjectNode) object.path("properties");
        for (JsonNode named : shorthands) {
            named.properties().forEach(field -> {
                if (!properties.has(field.getKey())) {
                    ObjectNode schema = nullable(field.getValue());
                    schema.put("writeOnly", true);
                    properties.set(field.getKey(), schema);
                }
            });
        }
    }

    /** A value, or null where the field may be empty. */
    private ObjectNode nullable(JsonNode definition) {
        ObjectNode schema = value(definition);
        if (definition.path("required").asBoolean()
                || !schema.has(TYPE)
                || schema.get(TYPE).asText().equals("null")) {
            return schema;
        }
        ArrayNode types = JsonNodeFactory.instance.arrayNode();
        types.add(schema.get(TYPE)).add("null");
        schema.set(TYPE, types);
        if (schema.get("enum") instanceof ArrayNode values) {
            values.addNull();
        }
        return schema;
    }

    private ObjectNode value(JsonNode definition) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        if (definition.path("eq").isNull()) {
            schema.put(TYPE, "null");
        } else {
            switch (definition.path(TYPE).asText()) {
                case "string" -> string(schema, definition);
                case "integer", "number" -> number(schema, definition);
                case "boolean" -> schema.put(TYPE, "boolean");
                case "array", "set" -> list(schema, definition);
                case "map" -> map(schema, definition);
                case "record" -> record(schema, definition);
                case "foreign" -> reference(schema, definition);
                default -> {
                    // any JSON
                }
            }
        }
        copy(definition, "description", schema, "description");
        if (definition.hasNonNull("default")) {
            schema.set("default", definition.get("default"));
        }
        if (definition.has("deprecation")) {
            schema.put("deprecated", true);
        }
        return schema;
    }

    private static void string(ObjectNode schema, JsonNode definition) {
        schema.put(TYPE, "string");
        if (definition.path("uuid").asBoolean()) {
            schema.put("format", "uuid");
            return;
        }
        if (definition.has("one_of")) {
            schema.set("enum", definition.get("one_of").deepCopy());
            return;
        }
        schema.put("minLength", definition.path("len_min").asInt(1));
        copy(definition, "len_max", schema, "maxLength");
        if (definition.has("len_eq")) {
            schema.set("minLength", definition.get("len_eq"));
            schema.set("maxLength", definition.get("len_eq"));
        }
        if (definition.has("starts_with")) {
            schema.put(
                    "pattern",
                    "^"
                            + Pattern.compile("[^A-Za-z0-9/]")
                                    .matcher(definition.get("starts_with").asText())
                                    .replaceAll("\\\\$0"));
        }
        if (definition.path("is_regex").asBoolean()) {
            schema.put("format", "regex");
        }
    }

    private static void number(ObjectNode schema, JsonNode definition) {
        schema.set(TYPE, definition.get(TYPE));
        JsonNode between = definition.path("between");
        if (between.size() == 2) {
            schema.set("minimum", between.get(0));
            schema.set("maximum", between.get(1));
        }
        if (definition.path("timestamp").asBoolean()) {
            schema.put("exclusiveMinimum", 0).put("maximum", LAST_SECOND);
        }
        copy(definition, "gt", schema, "exclusiveMinimum");
        if (definition.has("one_of")) {
            schema.set("enum", definition.get("one_of").deepCopy());
        }
    }

    private void list(ObjectNode schema, JsonNode definition) {
        schema.put(TYPE, "array");
        if (definition.has("elements")) {
            schema.set("items", value(definition.get("elements")));
        }
        copy(definition, "len_min", schema, "minItems");
        copy(definition, "len_max", schema, "maxItems");
        if (definition.has("len_eq")) {
            schema.set("minItems", definition.get("len_eq"));
            schema.set("maxItems", definition.get("len_eq"));
        }
    }

    private void map(ObjectNode schema, JsonNode definition) {
        schema.put(TYPE, "object");
        if (definition.has("keys")) {
            ObjectNode names = value(definition.get("keys"));
            names.remove(TYPE);
            schema.set("propertyNames", names);
        }
        if (definition.has("values")) {
            schema.set("additionalProperties", value(definition.get("values")));
        }
        copy(definition, "len_min", schema, "minProperties");
        copy(definition, "len_max", schema, "maxProperties");
    }

    private void record(ObjectNode schema, JsonNode definition) {
        if (!definition.has("fields")) {
            // its fields depend on the entity, as those of a plugin's config
            schema.put(TYPE, "object");
            return;
        }
        ObjectNode object = object(definition.get("fields"));
        addShorthands(object, definition.path("shorthand_fields"));
        schema.setAll(object);
    }

    private void reference(ObjectNode schema, JsonNode definition) {
        schema.put(TYPE, "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("id").put(TYPE, "string").put("format", "uuid");
        Optional<EntityType> target = catalog.type(definition.path("reference").asText());
        target.flatMap(EntityType::endpointKey)
                .ifPresent(key -> properties
                        .putObject(key)
                        .put(TYPE, "string")
                        .put("minLength", 1)
                        .put("writeOnly", true)
                        .put("description", "In place of the id."));
        schema.put("minProperties", 1);
        schema.put("additionalProperties", false);
    }

    private static void copy(JsonNode from, String name, ObjectNode to, String newName) {
        if (from.hasNonNull(name)) {
            to.set(newName, from.get(name));
        }
    }
}
