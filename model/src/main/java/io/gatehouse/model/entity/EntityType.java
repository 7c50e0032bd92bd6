package io.gatehouse.model.entity;

import io.gatehouse.model.schema.Schema;
import java.util.List;
import java.util.Optional;

public final class EntityType {
    /** DAO name, {@code keyauth_credentials}. */
    public String name() {
        throw new UnsupportedOperationException("being built");
    }

    /** First path segment of its own collection, {@code key-auths}. */
    public String path() {
        throw new UnsupportedOperationException("being built");
    }

    /** Last path segment of its collection under a parent, {@code key-auth} in {@code /consumers/x/key-auth}. */
    public String nestedPath() {
        throw new UnsupportedOperationException("being built");
    }

    public Schema schema() {
        throw new UnsupportedOperationException("being built");
    }

    /** The unique field that may stand in a path instead of the id. */
    public Optional<String> endpointKey() {
        throw new UnsupportedOperationException("being built");
    }

    public List<ForeignKey> foreignKeys() {
        throw new UnsupportedOperationException("being built");
    }

    /** Unique keys besides the id, each a list of field names. */
    public List<List<String>> uniqueKeys() {
        throw new UnsupportedOperationException("being built");
    }

    /** Whether its rows are part of the configuration that data planes get. */
    public boolean exported() {
        throw new UnsupportedOperationException("being built");
    }

    public boolean taggable() {
        throw new UnsupportedOperationException("being built");
    }

    public boolean hasTtl() {
        throw new UnsupportedOperationException("being built");
    }
}
