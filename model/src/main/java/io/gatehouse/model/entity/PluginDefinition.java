package io.gatehouse.model.entity;

import io.gatehouse.model.schema.Schema;
import java.io.InputStream;
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

    /** Reads the YAML file of a plugin. */
    public static PluginDefinition read(InputStream yaml) {
        throw new UnsupportedOperationException("being built");
    }

    /** Schema of the {@code config} record. */
    public Schema config() {
        throw new UnsupportedOperationException("being built");
    }
}
