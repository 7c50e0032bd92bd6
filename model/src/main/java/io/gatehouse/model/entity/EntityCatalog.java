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
            "tags",
            "vaults",
            "key_sets",
            "keys",
            "filter_chains");
    /** The kinds of vaults that entities can configure. */
    private static final List<String> VAULTS = List.of("env");

    /** What is reported in the form of entities, but not kept as one. */
    private static final List<String> REPORTS = List.of("clustering_data_planes");

    private static final String NO_HANDLER =
            "this node has no handler for the plugin '%s'; remove it, or use nodes that have one";

    private final Map<String, EntityType> types = new LinkedHashMap<>();
    private final Map<String, EntityType> reports = new LinkedHashMap<>();
    private final Map<String, Schema> vaults = new TreeMap<>();
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
        VAULTS.forEach(name -> catalog.vaults.put(name, Schema.of(load("vault/" + name))));
        REPORTS.forEach(name -> catalog.reports.put(name, EntityType.of(load(name))));
        for (String name : CORE) {
            EntityType type = EntityType.of(FlavorFilter.apply(load(name), flavor));
            catalog.types.put(
                    name,
                    switch (name) {
                        case "plugins" -> type.withSubschemas(schemas);
                        case "vaults" -> type.withSubschemas(catalog.vaults);
                        default -> type;
                    });
        }
        catalog.plugins
                .values()
                .forEach(plugin -> plugin.entities().forEach(type -> catalog.types.put(type.name(), type)));
        return catalog;
    }

    /**
     * The same catalog for a node that has no handler for some plugins: instances of them are refused with that reason,
     * while the entities that come with them are known.
     */
    public EntityCatalog withoutHandlers(Collection<String> names, Collection<EntityType> entities) {
        EntityCatalog catalog = new EntityCatalog();
        catalog.types.putAll(types);
        catalog.reports.putAll(reports);
        catalog.vaults.putAll(vaults);
        catalog.plugins.putAll(plugins);
        Map<String, String> refusals = new TreeMap<>();
        names.forEach(name -> refusals.put(name, NO_HANDLER));
        catalog.types.computeIfPresent("plugins", (name, type) -> type.withRefusals(refusals));
        entities.forEach(type -> catalog.types.putIfAbsent(type.name(), type));
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

    /** What is reported under this name in the form of an entity that nobody configures, or empty. */
    public Optional<EntityType> report(String name) {
        return Optional.ofNullable(reports.get(name));
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

    /** What a kind of vault adds to the {@code vaults} entity, or empty when there is no such kind. */
    public Optional<Schema> vault(String kind) {
        return Optional.ofNullable(vaults.get(kind));
    }

    @Override
    public Optional<Schema> schemaOf(String entity) {
        return type(entity).map(EntityType::schema);
    }
}
