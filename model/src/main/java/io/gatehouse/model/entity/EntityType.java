package io.gatehouse.model.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.schema.Field;
import io.gatehouse.model.schema.MalformedSchemaException;
import io.gatehouse.model.schema.Schema;
import io.gatehouse.model.schema.Transformations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A kind of entity: its names, keys and references, and the schema of its rows. Immutable. */
public final class EntityType {
    private final String name;
    private final Schema schema;
    private final List<ForeignKey> foreignKeys;
    private final List<List<String>> uniqueKeys;
    private final Transformations transformations;

    private EntityType(String name, Schema schema) {
        this.name = name;
        this.schema = schema;
        this.foreignKeys = foreignKeys(schema);
        this.uniqueKeys = uniqueKeys(schema);
        this.transformations = Transformations.of(schema.attribute("transformations"));
    }

    /**
     * Compiles the definition of an entity file.
     *
     * @throws MalformedSchemaException when it cannot be understood
     */
    static EntityType of(ObjectNode definition) {
        String name = definition.path("name").asText();
        try {
            return new EntityType(name, Schema.ofEntity(definition));
        } catch (MalformedSchemaException malformed) {
            throw new MalformedSchemaException("entity '" + name + "': " + malformed.getMessage(), malformed);
        }
    }

    /** The same type, its schema extended by what each plugin adds. */
    EntityType withSubschemas(Map<String, Schema> byKey) {
        return new EntityType(name, schema.withSubschemas(byKey));
    }

    /** The same type, with a message of its own for some plugins that are not known. */
    EntityType withRefusals(Map<String, String> byKey) {
        return new EntityType(name, schema.withRefusals(byKey));
    }

    /** The name in the database, in references and in declarative files: {@code keyauth_credentials}. */
    public String name() {
        return name;
    }

    /** First path segment of its own collection: {@code key-auths}. */
    public String path() {
        return text("path").orElse(name);
    }

    /** Last path segment of its collection under a parent: {@code key-auth} in {@code /consumers/x/key-auth}. */
    public String nestedPath() {
        return text("nested_path").orElseGet(this::path);
    }

    /** The fields of its rows. */
    public Schema schema() {
        return schema;
    }

    /** The field that identifies a row; {@code id} of all types but a few internal ones. */
    public String primaryKey() {
        JsonNode key = schema.attribute("primary_key");
        return key.isArray() ? key.get(0).asText() : "id";
    }

    /** The unique field that may stand in a path instead of the id. */
    public Optional<String> endpointKey() {
        return text("endpoint_key");
    }

    /** As {@link #endpointKey()}, below a parent: there a field will do that is unique among its children only. */
    public Optional<String> nestedKey() {
        return text("nested_endpoint_key").or(this::endpointKey);
    }

    /** Whether it stands in the Admin API below its parents only. */
    public boolean nestedOnly() {
        return schema.attribute("nested_only").asBoolean(false);
    }

    /** The fields from which the id of a row in a declarative file follows; empty when only the endpoint key counts. */
    public List<String> cacheKey() {
        return names(schema.attribute("cache_key"));
    }

    /** The fields that refer to other entities. */
    public List<ForeignKey> foreignKeys() {
        return foreignKeys;
    }

    /** The foreign key with this field name, or empty. */
    public Optional<ForeignKey> foreignKey(String field) {
        return foreignKeys.stream().filter(key -> key.field().equals(field)).findFirst();
    }

    /**
     * Unique keys besides the primary one, each a list of field names. A null never conflicts in a key of one field; in
     * a longer key it equals another null.
     */
    public List<List<String>> uniqueKeys() {
        return uniqueKeys;
    }

    /** Whether its rows are part of the configuration that data planes get. */
    public boolean exported() {
        return schema.attribute("exported").asBoolean(true);
    }

    /** Whether it has no place in the Admin API. */
    public boolean internal() {
        return schema.attribute("internal").asBoolean(false);
    }

    /** Whether its rows have tags. */
    public boolean taggable() {
        return schema.field("tags").isPresent();
    }

    /** Whether its rows may expire. */
    public boolean hasTtl() {
        return schema.attribute("ttl").asBoolean(false);
    }

    /** What happens to input before it is checked, by name. */
    List<String> writeRules() {
        return names(schema.attribute("on_write"));
    }

    /** The fields that are stored in another form than they are written in. */
    Transformations transformations() {
        return transformations;
    }

    private Optional<String> text(String attribute) {
        JsonNode value = schema.attribute(attribute);
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }

    private static List<ForeignKey> foreignKeys(Schema schema) {
        List<ForeignKey> keys = new ArrayList<>();
        schema.fields()
                .forEach((name, field) -> field.reference()
                        .ifPresent(target -> keys.add(new ForeignKey(
                                name,
                                target,
                                field.cascades() ? ForeignKey.OnDelete.CASCADE : ForeignKey.OnDelete.RESTRICT))));
        return List.copyOf(keys);
    }

    private static List<List<String>> uniqueKeys(Schema schema) {
        List<List<String>> keys = new ArrayList<>();
        for (Map.Entry<String, Field> field : schema.fields().entrySet()) {
            if (field.getValue().unique()) {
                keys.add(List.of(field.getKey()));
            }
        }
        schema.attribute("unique_keys").forEach(key -> keys.add(names(key)));
        return List.copyOf(keys);
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(name -> names.add(name.asText()));
        return List.copyOf(names);
    }

    @Override
    public String toString() {
        return name;
    }
}
