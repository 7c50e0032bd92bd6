package io.gatehouse.admin.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.admin.paths.ResourcePaths;
import io.gatehouse.admin.status.ListenerGate;
import io.gatehouse.model.admin.paths.AdminPaths;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.plugins.bundled.BundledPlugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {
    private static final EntityCatalog CATALOG = EntityCatalog.of(BundledPlugins.definitions());
    private static final AdminPaths PATHS = new AdminPaths(CATALOG);
    private static final ObjectNode DOCUMENT = OpenApiDocument.of(CATALOG, PATHS);

    @Test
    void describesEveryResourceWithItsMethods() throws IOException {
        Map<String, Set<String>> resources = new TreeMap<>(ResourcePaths.of(resourceClasses()));
        resources.keySet().removeIf(ListenerGate::isOnStatusListenerOnly);
        resources.remove("/robots.txt");
        resources.remove("/status/dns");
        resources.remove("/filter-chains");

        Map<String, Set<String>> described = new TreeMap<>();
        OpenApiDocument.fixed()
                .path("paths")
                .properties()
                .forEach(path -> described.put(path.getKey(), methods(path.getValue())));
        PATHS.views().forEach(described::remove);

        assertEquals(resources, described);
    }

    @Test
    void describesEveryPathOfEntities() {
        Set<String> described = new HashSet<>();
        DOCUMENT.path("paths").fieldNames().forEachRemaining(described::add);

        PATHS.entityPaths().stream()
                .filter(path -> EntityOperations.describes(path.type()))
                .forEach(path -> assertTrue(described.contains(path.template()), path.template()));
        assertTrue(described.contains("/consumers/{consumers}/basic-auth/{basicauth_credentials}"));
        assertFalse(described.contains("/filter-chains"));
    }

    @Test
    void refersOnlyToWhatIsThere() {
        List<JsonNode> references = DOCUMENT.findValues("$ref");

        assertFalse(references.isEmpty());
        references.forEach(reference ->
                assertFalse(DOCUMENT.at(reference.asText().substring(1)).isMissingNode(), reference.asText()));
    }

    @Test
    void namesEveryOperationOnce() {
        Set<String> seen = new HashSet<>();
        DOCUMENT.findValues("operationId").forEach(id -> assertTrue(seen.add(id.asText()), id.asText()));
    }

    @Test
    void saysWhatTheSchemasSay() {
        JsonNode service = schema("services");

        assertEquals(
                "{\"type\":[\"integer\",\"null\"],\"minimum\":0,\"maximum\":32767,"
                        + "\"description\":\"How often a failed attempt is repeated.\",\"default\":5}",
                service.at("/properties/retries").toString());
        assertFalse(service.path("additionalProperties").asBoolean(true));
        assertTrue(service.at("/properties/url/writeOnly").asBoolean());
        assertTrue(service.at("/properties/client_certificate/properties/id").isObject());
        assertEquals("[\"name\"]", schema("upstreams.new").path("required").toString());
        assertEquals(
                "integer",
                schema("keyauth_credentials").at("/properties/ttl/type/0").asText());
    }

    @Test
    void saysWhichTimesCanBeKept() {
        assertEquals(
                253_402_300_799L,
                schema("services").at("/properties/created_at/maximum").asLong());
    }

    @Test
    void namesParentsWhereThePathDoesNot() {
        String body = "/post/requestBody/content/application~1json/schema";

        assertEquals(
                "[\"consumer\"]",
                DOCUMENT.path("paths").path("/acls").at(body + "/required").toString());
        assertFalse(DOCUMENT.path("paths")
                .path("/consumers/{consumers}/acls")
                .at(body)
                .has("required"));
    }

    @Test
    void saysWhatCanStandInAPath() {
        assertEquals("uuid", pathParameter("/acls/{acls}", 0).path("format").asText());
        assertEquals(
                "uuid",
                pathParameter("/ca_certificates/{ca_certificates}/mtls-auth", 0)
                        .path("format")
                        .asText());
        for (String named : List.of("/consumers/{consumers}/acls/{acls}", "/certificates/{certificates}")) {
            int last = DOCUMENT.path("paths").path(named).path("parameters").size() - 1;
            assertEquals(
                    "^[^\\u0000-\\u001f\\u007f]+$",
                    pathParameter(named, last).path("pattern").asText());
        }
        assertEquals(pathParameter("/certificates/{certificates}", 0), pathParameter("/cache/{key}", 0));
    }

    private static JsonNode pathParameter(String path, int number) {
        return DOCUMENT.path("paths").path(path).path("parameters").path(number).path("schema");
    }

    @Test
    void givesEachPluginItsOwnConfig() {
        JsonNode plugin = schema("plugins.rate-limiting");

        assertEquals("rate-limiting", plugin.at("/properties/name/const").asText());
        assertEquals(
                "number",
                plugin.at("/properties/config/properties/minute/type/0").asText());
        assertEquals(
                0,
                plugin.at("/properties/config/properties/minute/exclusiveMinimum")
                        .asInt(-1));
        assertEquals(
                CATALOG.plugins().size(), schema("plugins.new").path("oneOf").size());
        assertEquals(
                "null",
                schema("plugins.key-auth").at("/properties/consumer/type").asText());
    }

    private static JsonNode schema(String name) {
        return DOCUMENT.path("components").path("schemas").path(name);
    }

    private static Set<String> methods(JsonNode item) {
        Set<String> methods = new TreeSet<>();
        for (String method : new String[] {"get", "put", "post", "delete", "patch"}) {
            if (item.has(method)) {
                methods.add(method.toUpperCase(Locale.ROOT));
            }
        }
        return methods;
    }

    private static List<Class<?>> resourceClasses() throws IOException {
        Path classes = Path.of("target", "classes");
        try (Stream<Path> files = Files.walk(classes.resolve("io/gatehouse/admin"))) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .<Class<?>>map(OpenApiDocumentTest::load)
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, OpenApiDocumentTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
