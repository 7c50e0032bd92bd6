package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.yaml.YamlDocument;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a document and the rules between them. Immutable and thread-safe. */
public final class Schema {
    private final ObjectNode definition;
    private final Map<String, Field> fields;
    private final List<EntityCheck> entityChecks;
    private final List<Shorthand> shorthands;
    private final Optional<Subschemas> subschemas;
    private final boolean hasShorthands;
    private final boolean hasDeprecations;

    Schema(
            ObjectNode definition,
            Map<String, Field> fields,
            List<EntityCheck> entityChecks,
            List<Shorthand> shorthands,
            Optional<Subschemas> subschemas) {
        this.definition = definition;
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        this.entityChecks = List.copyOf(entityChecks);
        this.shorthands = List.copyOf(shorthands);
        this.subschemas = subschemas;
        this.hasShorthands = !shorthands.isEmpty() || anyRecord(fields) || anySubschema(subschemas);
        this.hasDeprecations = Deprecations.areIn(definition, subschemas);
    }

    private static boolean anyRecord(Map<String, Field> fields) {
        return fields.values().stream()
                .anyMatch(field -> field.record().map(Schema::hasShorthands).orElse(false));
    }

    private static boolean anySubschema(Optional<Subschemas> subschemas) {
        return subschemas.isPresent()
                && subschemas.get().byValue().values().stream()
                        .anyMatch(selected -> selected.schema().hasShorthands());
    }

    /**
     * Reads a schema from its YAML form.
     *
     * @throws MalformedSchemaException when it cannot be understood
     */
    public static Schema read(InputStream yaml) {
        return of(YamlDocument.readObject(yaml));
    }

    /** Compiles a schema from a document with {@code fields} and {@code entity_checks}, which must not change later. */
    public static Schema of(ObjectNode definition) {
        return new SchemaReader(Description.IMPLICIT_HIDDEN).schema(definition);
    }

    /** As {@link #of}, for entities, whose descriptions spell out the rules that all texts and lists have. */
    public static Schema ofEntity(ObjectNode definition) {
        return new SchemaReader(Description.IMPLICIT_SHOWN).schema(definition);
    }

    /** The same schema, with what each value of the subschema key adds. */
    public Schema withSubschemas(Map<String, Schema> byKey) {
        return new Schema(
                definition, fields, entityChecks, shorthands, subschemas.map(selector -> selector.with(byKey, fields)));
    }

    /** The same schema, with a message of its own for some values of the subschema key that select nothing. */
    public Schema withRefusals(Map<String, String> byKey) {
        return new Schema(
                definition, fields, entityChecks, shorthands, subschemas.map(selector -> selector.refusing(byKey)));
    }

    /** All fields by name, in the order of the file. */
    public Map<String, Field> fields() {
        return fields;
    }

    public Optional<Field> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** The schema that the value of another field selects ({@code config} of a plugin by its name). */
    public Optional<Schema> subschema(ObjectNode document) {
        return subschemas.flatMap(selector -> selector.select(document)).map(Subschemas.Selected::schema);
    }

    /** The schema as {@code GET /schemas/<name>} shows it. */
    public ObjectNode describe() {
        return Description.of(this);
    }

    ObjectNode definition() {
        return definition;
    }

    List<EntityCheck> entityChecks() {
        return entityChecks;
    }

    /** Names that stand for other fields when a document is written. */
    List<Shorthand> shorthands() {
        return shorthands;
    }

    /** Whether there are shorthands here, in a record within, or in a subschema. */
    boolean hasShorthands() {
        return hasShorthands;
    }

    /** Whether there is something here or within that clients should no longer write. */
    boolean hasDeprecations() {
        return hasDeprecations;
    }

    Optional<Subschemas> subschemas() {
        return subschemas;
    }

    /** The fields of this document: those of its subschema take the place of those with the same name. */
    Map<String, Field> fieldsOf(JsonNode document) {
        return subschemas
                .flatMap(selector -> selector.select(document))
                .map(Subschemas.Selected::fields)
                .orElse(fields);
    }

    /** As {@link #fieldsOf(JsonNode)}, for a change of {@code stored} that may not say which subschema it is about. */
    Map<String, Field> fieldsOf(JsonNode change, JsonNode stored) {
        return subschemas.flatMap(selector -> selector.select(change)).isPresent()
                ? fieldsOf(change)
                : fieldsOf(stored);
    }

    /** The field at the end of a path through records, or empty. */
    Optional<Field> fieldAt(FieldPath path) {
        Optional<Field> field = Optional.empty();
        Optional<Schema> schema = Optional.of(this);
        for (String step : path.steps()) {
            field = schema.flatMap(record -> record.field(step));
            schema = field.flatMap(Field::record);
        }
        return field;
    }

    /** What a reader of the schema wants to know besides fields, such as names and keys of the entity. */
    public JsonNode attribute(String name) {
        return definition.path(name);
    }
}
