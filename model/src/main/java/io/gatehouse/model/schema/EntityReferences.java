package io.gatehouse.model.schema;

import java.util.Optional;

/** Knows the schemas of the entity types that foreign keys refer to. */
@FunctionalInterface
public interface EntityReferences {

    /** The schema of the entity type with this name, or empty. */
    Optional<Schema> schemaOf(String entity);
}
