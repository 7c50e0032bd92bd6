package io.gatehouse.model.entity;

import java.util.Optional;

/** Finds the id of an entity by its endpoint key; the store's part of resolving references by name. */
@FunctionalInterface
public interface ReferenceResolver {

    /** The id of the row of {@code target} whose {@code field} is {@code value}, or empty. */
    Optional<String> idOf(EntityType target, String field, String value);
}
