package io.gatehouse.model.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.schema.EntityReferences;
import io.gatehouse.model.schema.Schema;
import io.gatehouse.model.yaml.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All entity types and plugins of a node. Immutable and thread-safe. */
public final class EntityCatalog implements EntityReferences {
    /** Parents before the types that refer to them. */
    private static final List<String> CORE = List.of(
            "workspaces",
            "consumers",
            "certificates",
            "services",
            "routes",
            "snis",
            "upstreams",
            "targets",
            "plugins",
            "ca_certificates",
            "parameters",
            "tags");

    private final Map<String, EntityType> types = new LinkedHashMap<>();
    private final Map<String, PluginDefinition> plugins = new TreeMap<>();

    private EntityCatalog() {}

    /** The catalog of a node with these plugins and the default router flavor. */
    public static EntityCatalog of(Collection<PluginDefinition> plugins) {
        return of(plugins, RouterFlavor.TRADITIONAL_COMPATIBLE);
    }

    /** The catalog of a node with these plugins. */
    public static EntityCatalog of(Collection<PluginDefinition> plugins, RouterFlavor flavor) {
        EntityCatalog catalog = new EntityCatalog();
        Map<String, Schema> schemas = new LinkedHashMap<>();
        for (PluginDefinition plugin : plugins) {
            catalog.plugins.put(plugin.name(), plugin);
            schemas.put(plugin.name(), plugin.schema());
        }
        for (String name : CORE) {
            EntityType type = EntityType.of(FlavorFilter.apply(load(name), flavor));
            catalog.types.put(name, name.equals("plugins") ? type.withSubschemas(schemas) : type);
        }
        catalog.plugins
                .values()
                .forEach(plugin -> plugin.entities().forEach(type -> catalog.types.put(type.name(), type)));
        return catalog;
    }

    private static ObjectNode load(String name) {
        try (InputStream yaml = EntityCatalog.class.getResourceAsStream(name + ".yaml")) {
            return YamlDocument.readObject(yaml);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The type with this name, or empty. */
    public Optional<EntityType> type(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** All types, parents before those that refer to them. */
    public Collection<EntityType> types() {
        return Collections.unmodifiableCollection(types.values());
    }

    /** The plugin with this name, or empty. */
    public Optional<PluginDefinition> plugin(String name) {
        return Optional.ofNullable(plugins.get(name));
    }

    /** All plugins, by name. */
    public Collection<PluginDefinition> plugins() {
        return Collections.unmodifiableCollection(plugins.values());
    }

    @Override
    public Optional<Schema> schemaOf(String entity) {
        return type(entity).map(EntityType::schema);
    }
}
