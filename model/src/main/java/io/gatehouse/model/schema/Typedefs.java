package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.yaml.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The field definitions with names that schema files share. */
final class Typedefs {
    private static final String NAME = "typedef";
    private static final String MORE_FIELDS = "more_fields";
    /** One file for each circle of users: everybody, plugins, plugins that speak to language models. */
    private static final List<String> FILES = List.of("typedefs.yaml", "typedefs-plugins.yaml", "typedefs-ai.yaml");

    private static final ObjectNode ALL = load();

    private Typedefs() {}

    /**
     * A copy of {@code written}, its {@code typedef} replaced; attributes beside it win over those of the typedef, and
     * {@code more_fields} follow the fields of its record.
     */
    static ObjectNode resolve(ObjectNode written) {
        JsonNode name = written.get(NAME);
        if (name == null) {
            return written.deepCopy();
        }
        if (!(ALL.get(name.asText()) instanceof ObjectNode typedef)) {
            throw new MalformedSchemaException("typedef '" + name.asText() + "' is unknown");
        }
        ObjectNode resolved = resolve(typedef);
        for (Map.Entry<String, JsonNode> attribute : written.properties()) {
            switch (attribute.getKey()) {
                case NAME -> {
                    // replaced
                }
                case MORE_FIELDS ->
                    resolved.withArray("fields")
                            .addAll((ArrayNode) attribute.getValue().deepCopy());
                default -> resolved.set(attribute.getKey(), attribute.getValue().deepCopy());
            }
        }
        return resolved;
    }

    private static ObjectNode load() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        for (String file : FILES) {
            try (InputStream yaml = Typedefs.class.getResourceAsStream(file)) {
                all.setAll(YamlDocument.readObject(yaml));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return all;
    }
}
