package io.gatehouse.plugins.bundled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.PluginDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The schemas of all plugins against what was recorded of the gateway we are compatible with. */
class PluginSchemaTest {
    private static final Path SOURCES = Path.of("src/main/java/io/gatehouse/plugins");
    private static final String YAML = ".yaml";
    /** A secret of the plugin session, which every node makes up anew. */
    private static final String MADE_UP = "[A-Za-z0-9]{44}";
    /** Of our own making, so nobody could record it. */
    private static final Set<String> OWN = Set.of("mtls-auth", "mtls_auth_credentials");

    private final EntityCatalog catalog = EntityCatalog.of(BundledPlugins.definitions());

    @Test
    void theIndexNamesEverySchema() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Set<String> schemas = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(YAML))
                    .map(file -> file.substring(0, file.length() - YAML.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(schemas, new TreeSet<>(BundledPlugins.names()));
        }
    }

    @Test
    void everyRecordedSchemaHasOne() throws IOException {
        Set<String> missing = new TreeSet<>();
        Set<String> known = Stream.concat(
                        catalog.types().stream().map(EntityType::name),
                        catalog.plugins().stream().map(PluginDefinition::name))
                .collect(Collectors.toSet());
        for (String folder : List.of("recorded/schemas", "recorded/schemas/plugins")) {
            try (Stream<Path> files = Files.list(Recorded.file(folder))) {
                files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(".json") && !file.startsWith("_"))
                        .map(file -> file.substring(0, file.length() - ".json".length()))
                        .filter(name ->
                                !known.contains(name) && catalog.report(name).isEmpty())
                        .forEach(missing::add);
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void theIndexNamesEveryEntityType() {
        catalog.plugins()
                .forEach(plugin -> assertEquals(
                        plugin.entities().stream().map(EntityType::name).toList(),
                        BundledPlugins.index().get(plugin.name())));
    }

    @Test
    void knowsThePluginsThatWereEnabled() {
        Set<String> wanted = new TreeSet<>(Set.of("mtls-auth"));
        Recorded.read("recorded/plugins-enabled.json")
                .findValue("enabled_plugins")
                .forEach(name -> wanted.add(name.asText()));
        assertEquals(
                wanted,
                catalog.plugins().stream().map(PluginDefinition::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyPluginHasTheVersionThatOthersCompare() {
        assertTrue(
                catalog.plugins().stream().allMatch(plugin -> plugin.version().equals("3.9.3")));
    }

    @TestFactory
    Stream<DynamicTest> runsAtThePlaceThatTheSheetsGiveIt() {
        JsonNode sheets = Recorded.read("spec/plugins/schemas.json");
        return catalog.plugins().stream()
                .map(plugin -> DynamicTest.dynamicTest(
                        plugin.name(),
                        () -> assertEquals(
                                sheets.at("/" + plugin.name() + "/priority").asInt(), plugin.priority())));
    }

    @TestFactory
    Stream<DynamicTest> describesPluginsAsRecorded() {
        return catalog.plugins().stream()
                .filter(plugin -> !OWN.contains(plugin.name()))
                .map(plugin -> DynamicTest.dynamicTest(
                        plugin.name(),
                        () -> assertEquals(
                                normal(Recorded.read("recorded/schemas/plugins/" + plugin.name() + ".json"), ""),
                                normal(plugin.schema().describe(), ""))));
    }

    @TestFactory
    Stream<DynamicTest> describesEntitiesAsRecorded() {
        return catalog.plugins().stream()
                .flatMap(plugin -> plugin.entities().stream())
                .filter(type -> !OWN.contains(type.name()))
                .map(type -> DynamicTest.dynamicTest(
                        type.name(),
                        () -> assertEquals(
                                normal(Recorded.read("recorded/schemas/" + type.name() + ".json"), ""),
                                normal(type.schema().describe(), ""))));
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
            if (object.path("default").asText().matches(MADE_UP)) {
                object.put("default", "made up");
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
}
