package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.yaml.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The field definitions with names that schema files share. */
final class Typedefs {
    private static final ObjectNode ALL = load();

    private Typedefs() {}

    /** A copy of {@code written}, its {@code typedef} replaced; attributes beside it win over those of the typedef. */
    static ObjectNode resolve(ObjectNode written) {
        JsonNode name = written.get("typedef");
        if (name == null) {
            return written.deepCopy();
        }
        if (!(ALL.get(name.asText()) instanceof ObjectNode typedef)) {
            throw new MalformedSchemaException("typedef '" + name.asText() + "' is unknown");
        }
        ObjectNode resolved = resolve(typedef);
        written.properties().forEach(attribute -> {
            if (!attribute.getKey().equals("typedef")) {
                resolved.set(attribute.getKey(), attribute.getValue().deepCopy());
            }
        });
        return resolved;
    }

    private static ObjectNode load() {
        try (InputStream yaml = Typedefs.class.getResourceAsStream("typedefs.yaml")) {
            return YamlDocument.readObject(yaml);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
