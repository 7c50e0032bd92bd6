package io.gatehouse.cluster.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.query.EntityKey;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What one type of entity demands of the database beside the rules that its schema and its constraints express. Methods
 * run inside the transaction of the request, in the order in which they stand here.
 */
interface TypeRules {

    /** What a request does to a row. */
    enum Write {
        /** It was not there before. */
        CREATE,
        /** It may have been there; what the input does not have is emptied. */
        REPLACE,
        /** It was there; what the input does not have stays. */
        PATCH
    }

    /** Rules of types that have none. */
    TypeRules NONE = new TypeRules() {};

    /** Whether PUT creates what is absent. */
    default boolean upsertCreates() {
        return true;
    }

    /** The key that PUT replaces or creates; may add to the input what the path says. */
    default EntityKey upsertKey(EntityManager entities, EntityKey key, ObjectNode input) {
        return key;
    }

    /**
     * Checks the input before it is validated.
     *
     * @param id the id of the entity, where it is known already
     */
    default void checkInput(EntityManager entities, ObjectNode input, Optional<UUID> id) {}

    /** Checks a valid document before it is stored. */
    default void checkDocument(EntityManager entities, ObjectNode document, ObjectNode input) {}

    /** Stores what lives in other tables. */
    default void store(EntityManager entities, UUID id, ObjectNode input, Write write) {}

    /** Adds to documents what lives in other tables. */
    default void complete(EntityManager entities, List<ObjectNode> documents) {}

    /** Checks that an entity may be deleted. */
    default void checkDelete(EntityManager entities, EntityKey key) {}

    /** What a refused deletion leaves done all the same; runs in a transaction of its own. */
    default void afterRefusedDelete(EntityManager entities, EntityKey key) {}
}
