package io.gatehouse.model.entity;

import java.util.Collection;
import java.util.Optional;

/** All entity types and plugins of a node. Immutable. */
public final class EntityCatalog {
    private EntityCatalog() {}

    /** The catalog of a node with these plugins and the default router flavor. */
    public static EntityCatalog of(Collection<PluginDefinition> plugins) {
        return of(plugins, RouterFlavor.TRADITIONAL_COMPATIBLE);
    }

    public static EntityCatalog of(Collection<PluginDefinition> plugins, RouterFlavor flavor) {
        throw new UnsupportedOperationException("being built");
    }

    /** The type with this DAO name, or empty. */
    public Optional<EntityType> type(String name) {
        throw new UnsupportedOperationException("being built");
    }

    /** All types, parents before those that refer to them. */
    public Collection<EntityType> types() {
        throw new UnsupportedOperationException("being built");
    }

    public Optional<PluginDefinition> plugin(String name) {
        throw new UnsupportedOperationException("being built");
    }

    public Collection<PluginDefinition> plugins() {
        throw new UnsupportedOperationException("being built");
    }
}
