package io.gatehouse.model.declarative;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.snapshot.ConfigTable;

/** Reads declarative configurations and received snapshots into validated tables. Thread-safe. */
public final class DeclarativeConfig {

    public DeclarativeConfig(EntityCatalog catalog) {}

    /** Reads JSON or YAML text as users write it: nested, references by name, ids optional. */
    public ConfigTable parse(String text) {
        throw new UnsupportedOperationException("being built");
    }

    /** As {@link #parse(String)}, for a document that is parsed already. */
    public ConfigTable parse(ObjectNode document) {
        throw new UnsupportedOperationException("being built");
    }

    /** Reads the {@code config_table} of a control plane: flat, complete rows. The document's rows may be reused. */
    public ConfigTable receive(ObjectNode configTable) {
        throw new UnsupportedOperationException("being built");
    }
}
