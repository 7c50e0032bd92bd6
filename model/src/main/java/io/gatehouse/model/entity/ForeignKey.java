package io.gatehouse.model.entity;

/**
 * A field that refers to a row of another entity type.
 *
 * @param field name of the field, for example {@code service}
 * @param references name of the type referred to, for example {@code services}
 * @param onDelete what becomes of this entity when the one it refers to is deleted
 */
public record ForeignKey(String field, String references, OnDelete onDelete) {

    /** What the deletion of the referred entity does. */
    public enum OnDelete {
        /** It is refused. */
        RESTRICT,
        /** It deletes the referring entity, too. */
        CASCADE
    }
}
