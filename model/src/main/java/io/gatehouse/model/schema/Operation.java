package io.gatehouse.model.schema;

/** Why a document is completed and checked; it decides what is made up and how references are written. */
public enum Operation {
    /** A new row from a client. */
    INSERT,
    /** A row that replaces or creates, from a client. */
    UPSERT,
    /** A stored row with changes merged into it. */
    UPDATE,
    /** A new row from a declarative file, its references resolved to plain ids. */
    DECLARATIVE,
    /** A complete row from a control plane, references as plain ids. */
    SNAPSHOT;

    /** Whether a client of the Admin API asks for it, so that this node is a control plane. */
    boolean comesFromRequest() {
        return this == INSERT || this == UPSERT || this == UPDATE;
    }

    /** Whether ids, times and keys are made up when they are missing. */
    boolean makesAutos() {
        return this != SNAPSHOT;
    }

    /** Whether the row is new, so that its texts and times of creation may be made up, too. */
    boolean creates() {
        return this == INSERT || this == UPSERT || this == DECLARATIVE;
    }

    /** Whether a reference is a text, not {@code {"id": text}}. */
    boolean flatReferences() {
        return this == DECLARATIVE || this == SNAPSHOT;
    }
}
