package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;

public final class Schema {
    /** Reads a schema from its YAML form. */
    public static Schema read(InputStream yaml) {
        throw new UnsupportedOperationException("being built");
    }

    /** The schema as {@code GET /schemas/<name>} shows it. */
    public ObjectNode describe() {
        throw new UnsupportedOperationException("being built");
    }
}
