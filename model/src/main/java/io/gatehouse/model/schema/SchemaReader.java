package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiles definitions into schemas and fields. */
final class SchemaReader {
    private final boolean showsImplicit;

    SchemaReader(boolean showsImplicit) {
        this.showsImplicit = showsImplicit;
    }

    Schema schema(ObjectNode definition) {
        if (showsImplicit) {
            definition.put(Description.SHOWS_IMPLICIT, true);
        }
        return schema(definition, Map.of());
    }

    /** {@code outer} are the fields that the checks of a subschema see besides its own. */
    private static Schema schema(ObjectNode definition, Map<String, Field> outer) {
        Map<String, Field> fields = fields(definition.path("fields"));
        Map<String, Field> visible = new HashMap<>(outer);
        visible.putAll(fields);
        EntityCheckReader checks = new EntityCheckReader(visible);
        List<EntityCheck> entityChecks = new ArrayList<>();
        definition.path("entity_checks").forEach(check -> entityChecks.add(checks.read(check)));
        List<Shorthand> shorthands = new ArrayList<>();
        fields(definition.path("shorthand_fields")).forEach((name, field) -> shorthands.add(Shorthand.of(name, field)));
        return new Schema(definition, fields, entityChecks, shorthands, subschemas(definition, fields));
    }

    private static Map<String, Field> fields(JsonNode list) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (JsonNode named : list) {
            for (Map.Entry<String, JsonNode> entry : named.properties()) {
                try {
                    Field field = field((ObjectNode) entry.getValue());
                    // from now on the definition is the resolved one, so that it can be described
                    ((ObjectNode) named).set(entry.getKey(), field.definition());
                    fields.put(entry.getKey(), field);
                } catch (MalformedSchemaException | ClassCastException malformed) {
                    throw new MalformedSchemaException("field '" + entry.getKey() + "': " + malformed.getMessage());
                }
            }
        }
        return fields;
    }

    private static Optional<Subschemas> subschemas(ObjectNode definition, Map<String, Field> fields) {
        JsonNode subschema = definition.path("subschema");
        if (subschema.isMissingNode()) {
            return Optional.empty();
        }
        Map<String, Schema> byValue = new HashMap<>();
        for (JsonNode part : subschema.path("schemas")) {
            Schema schema = schema((ObjectNode) part, fields);
            part.path("for").forEach(value -> byValue.put(value.asText(), schema));
        }
        Subschemas empty = new Subschemas(
                subschema.get("key").asText(), subschema.get("error").asText(), Map.of(), Map.of());
        return Optional.of(empty.with(byValue, fields));
    }

    /** Compiles one field; a {@code typedef} is replaced with what it stands for. */
    static Field field(ObjectNode written) {
        ObjectNode definition = Typedefs.resolve(written);
        if (definition.has("random_default")) {
            definition.put(
                    "default",
                    AutoValues.secret(definition.get("random_default").asInt()));
        }
        FieldType type = FieldType.of(definition.path("type").asText());
        if (definition.has("json_schema")
                && !definition.at("/json_schema/optional").asBoolean()) {
            // one that need not hold is told to clients, and nothing more
            throw new MalformedSchemaException("json_schema is not supported");
        }
        Optional<Schema> record =
                type == FieldType.RECORD && !definition.path("abstract").asBoolean()
                        ? Optional.of(schema(definition, Map.of()))
                        : Optional.empty();
        Field.Parts parts = new Field.Parts(
                part(definition, "elements"), part(definition, "keys"), part(definition, "values"), record);
        return new Field(definition, type, parts, ValueRules.of(definition));
    }

    private static Optional<Field> part(ObjectNode definition, String name) {
        if (!(definition.get(name) instanceof ObjectNode written)) {
            return Optional.empty();
        }
        Field field = field(written);
        definition.set(name, field.definition());
        return Optional.of(field);
    }
}
