package io.gatehouse.model.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Checks documents against their entity type and completes them. Thread-safe. Every method leaves its arguments
 * unchanged and throws {@link io.gatehouse.model.error.EntityException} when the document is refused.
 */
public final class EntityValidator {

    public EntityValidator(EntityCatalog catalog) {}

    /**
     * Replaces references by name ({@code {"name":"a"}}) with references by id; to be called before the other methods,
     * which accept ids only. Names that lead nowhere: code 13; a key that cannot be one: code 2.
     */
    public ObjectNode resolveReferences(EntityType type, ObjectNode input, ReferenceResolver resolver) {
        throw new UnsupportedOperationException("being built");
    }

    /** The complete row that a create request makes. {@code ttl}, if the type has one, stays the number of seconds given. */
    public ObjectNode forInsert(EntityType type, ObjectNode input) {
        throw new UnsupportedOperationException("being built");
    }

    /** The complete row that replaces or creates; the caller puts the id of an existing row into {@code input}. */
    public ObjectNode forUpsert(EntityType type, ObjectNode input) {
        throw new UnsupportedOperationException("being built");
    }

    /** {@code current} with {@code patch} merged into it, checked as a whole. */
    public ObjectNode forUpdate(EntityType type, ObjectNode current, ObjectNode patch) {
        throw new UnsupportedOperationException("being built");
    }

    /** A row received from a control plane: foreign keys are plain ids, {@code ttl} an absolute epoch second. */
    public ObjectNode forSnapshot(EntityType type, ObjectNode row) {
        throw new UnsupportedOperationException("being built");
    }

    /**
     * Checks a value that stands in a path in place of the id.
     *
     * @throws io.gatehouse.model.error.EntityException code 10 when {@code field} cannot have this value
     */
    public void checkKey(EntityType type, String field, String value) {
        throw new UnsupportedOperationException("being built");
    }
}
