package io.gatehouse.model.admin.paths;

import io.gatehouse.model.entity.EntityType;
import java.util.Optional;

/**
 * One path of entities.
 *
 * @param template with the names of types in place of keys: {@code /services/{services}/routes}
 * @param kind what stands there
 * @param type of the entities that stand there
 * @param owner type of the entity below which they stand; empty for a collection of their own
 */
public record EntityPath(String template, Kind kind, EntityType type, Optional<EntityType> owner) {

    /** What stands at a path. */
    public enum Kind {
        /** All entities of a type. */
        COLLECTION,
        /** One of them. */
        ENTITY,
        /** Those that refer to one entity. */
        CHILDREN,
        /** One of those. */
        CHILD,
        /** The entity that another one refers to. */
        REFERENCED
    }
}
