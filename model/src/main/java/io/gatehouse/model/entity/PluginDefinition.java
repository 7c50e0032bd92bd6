package io.gatehouse.model.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.schema.Field;
import io.gatehouse.model.schema.MalformedSchemaException;
import io.gatehouse.model.schema.Schema;
import io.gatehouse.model.yaml.YamlDocument;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What both planes know about a plugin from its YAML file.
 *
 * @param name unique name, {@code key-auth}
 * @param version version that both planes compare
 * @param priority plugins with a higher one run first
 * @param schema what it adds to the {@code plugins} entity: scopes, protocols, {@code config}
 * @param entities the entity types that come with it
 */
public record PluginDefinition(String name, String version, int priority, Schema schema, List<EntityType> entities) {

    /**
     * Reads the YAML file of a plugin; does not close the stream.
     *
     * @throws MalformedSchemaException when it cannot be understood
     */
    public static PluginDefinition read(InputStream yaml) {
        return read(yaml, true);
    }

    /**
     * As {@link #read(InputStream)}.
     *
     * @param extended with what the plugin has here beyond the one of the same name elsewhere
     */
    public static PluginDefinition read(InputStream yaml, boolean extended) {
        ObjectNode definition = new ExtensionFilter(extended).apply(YamlDocument.readObject(yaml));
        String name = definition.path("name").asText();
        try {
            List<EntityType> entities = new ArrayList<>();
            for (JsonNode entity : definition.path("entities")) {
                entities.add(EntityType.of((ObjectNode) entity));
            }
            return new PluginDefinition(
                    name,
                    definition.path("version").asText(),
                    definition.path("priority").asInt(),
                    Schema.of(definition),
                    List.copyOf(entities));
        } catch (MalformedSchemaException malformed) {
            throw new MalformedSchemaException("plugin '" + name + "': " + malformed.getMessage(), malformed);
        }
    }

    /** Schema of the {@code config} record. */
    public Schema config() {
        return schema.field("config")
                .flatMap(Field::record)
                .orElseThrow(() -> new MalformedSchemaException("plugin '" + name + "' has no field 'config'"));
    }
}
