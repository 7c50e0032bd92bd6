package io.gatehouse.plugins.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.EntityValidator;
import io.gatehouse.model.entity.PluginDefinition;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.plugin.PluginType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The schemas of all plugins against what was recorded of the gateway we are compatible with. */
class PluginSchemaTest {
    private static final Path RECORDINGS = Path.of("../../shared");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SOME_ID = "00000000-0000-0000-0000-0000000000c1";

    private final EntityCatalog catalog = EntityCatalog.of(definitions());
    private final EntityValidator validator = new EntityValidator(catalog);

    private static List<PluginDefinition> definitions() {
        List<PluginDefinition> definitions = new ArrayList<>(SchemaOnlyPlugins.definitions());
        ServiceLoader.load(PluginType.class).forEach(type -> definitions.add(type.definition()));
        return definitions;
    }

    @TestFactory
    Stream<DynamicTest> describesAsRecorded() {
        return catalog.plugins().stream()
                .map(plugin -> DynamicTest.dynamicTest(plugin.name(), () -> {
                    JsonNode recorded = read("recorded/schemas/plugins/" + plugin.name() + ".json");
                    assertEquals(normal(recorded, ""), normal(plugin.schema().describe(), ""));
                }));
    }

    @TestFactory
    Stream<DynamicTest> refusesAsRecorded() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(RECORDINGS), "no recordings beside this checkout");
        return Files.readAllLines(RECORDINGS.resolve("spec/observed-exchanges.jsonl")).stream()
                .map(PluginSchemaTest::parse)
                .filter(this::isRefusedConfiguration)
                .map(exchange ->
                        DynamicTest.dynamicTest(exchange.at("/request/json").toString(), () -> refuse(exchange)));
    }

    private boolean isRefusedConfiguration(JsonNode exchange) {
        JsonNode request = exchange.get("request");
        return request.path("method").asText().equals("POST")
                && request.path("path").asText().equals("/plugins")
                && exchange.at("/response/json/code").asInt() == 2
                && catalog.plugin(request.at("/json/name").asText()).isPresent()
                && !isDeviation(request.get("json"));
    }

    /** An odd answer that a better one was decided for, one that takes Lua, one recorded on a node of another role. */
    private static boolean isDeviation(JsonNode body) {
        return body.at("/route/id").isNumber()
                || body.at("/config").has("custom_fields_by_lua")
                || body.at("/config/policy").asText().equals("x");
    }

    private void refuse(JsonNode exchange) {
        EntityType plugins = catalog.type("plugins").orElseThrow();
        ObjectNode body = (ObjectNode) exchange.at("/request/json");
        EntityException refusal = assertThrows(
                EntityException.class,
                () -> validator.forInsert(
                        plugins,
                        validator.resolveReferences(plugins, body, (type, field, value) -> Optional.of(SOME_ID))));
        assertEquals(exchange.at("/response/json"), refusal.toDocument());
    }

    /** Without descriptions, and without rules that hold for all texts and parts and are shown only sometimes. */
    private static JsonNode normal(JsonNode node, String key) {
        JsonNode copy = node.deepCopy();
        if (copy instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, normal(array.get(i), key));
            }
        } else if (copy instanceof ObjectNode object) {
            if (object.path("description").isTextual()) {
                object.remove("description");
            }
            if (object.path("type").asText().equals("string")
                    && object.path("len_min").asInt() == 1) {
                object.remove("len_min");
            }
            if (Set.of("elements", "keys", "values").contains(key)
                    && object.path("required").asBoolean()) {
                object.remove("required");
            }
            object.properties().forEach(member -> member.setValue(normal(member.getValue(), member.getKey())));
        }
        return copy;
    }

    private static JsonNode read(String file) {
        Assumptions.assumeTrue(Files.isDirectory(RECORDINGS), "no recordings beside this checkout");
        try {
            return JSON.readTree(RECORDINGS.resolve(file).toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
