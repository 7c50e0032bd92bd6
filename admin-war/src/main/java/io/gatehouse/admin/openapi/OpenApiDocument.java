package io.gatehouse.admin.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.paths.AdminPaths;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.product.Product;
import io.gatehouse.model.yaml.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the description together: paths that are no entities stand in {@code openapi.yaml}, all others follow from the
 * catalog.
 */
public final class OpenApiDocument {

    private OpenApiDocument() {}

    /** The document for this catalog. */
    public static ObjectNode of(EntityCatalog catalog, AdminPaths paths) {
        ObjectNode document = fixed();
        ((ObjectNode) document.path("info")).put("version", Product.version());
        Map<String, JsonNode> items = new TreeMap<>();
        document.path("paths").properties().forEach(item -> items.put(item.getKey(), item.getValue()));
        paths.entityPaths().stream()
                .filter(path -> EntityOperations.describes(path.type()))
                .forEach(path -> items.put(path.template(), EntityOperations.of(path)));
        ObjectNode all = document.putObject("paths");
        items.forEach(all::set);
        new EntityComponents(catalog).addTo((ObjectNode) document.at("/components/schemas"));
        return document;
    }

    /** What does not depend on the catalog. */
    static ObjectNode fixed() {
        try (InputStream yaml = OpenApiDocument.class.getResourceAsStream("openapi.yaml")) {
            return YamlDocument.readObject(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.yaml is not in the application", e);
        }
    }
}
