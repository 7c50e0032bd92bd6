package io.gatehouse.model.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.Recordings;
import io.gatehouse.model.entity.BundledPlugins;
import io.gatehouse.model.entity.EntityCatalog;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Clients draw forms from {@code /schemas/*}, so every description must equal the recorded one. */
class DescriptionTest {
    private final EntityCatalog catalog = BundledPlugins.catalog();

    @TestFactory
    Stream<DynamicTest> describesEntitiesAsRecorded() {
        return catalog.types().stream()
                .map(type -> DynamicTest.dynamicTest(type.name(), () -> {
                    JsonNode recorded = Recordings.json("recorded/schemas/" + type.name() + ".json");
                    assertSame(body(recorded), type.schema().describe());
                }));
    }

    @TestFactory
    Stream<DynamicTest> describesPluginsAsRecorded() {
        return catalog.plugins().stream()
                .map(plugin -> DynamicTest.dynamicTest(plugin.name(), () -> {
                    JsonNode recorded = Recordings.json("recorded/schemas/plugins/" + plugin.name() + ".json");
                    assertSame(body(recorded), plugin.schema().describe());
                }));
    }

    @Test
    void describesDataPlanesAsRecorded() {
        assertSame(
                body(Recordings.json("recorded/schemas/clustering_data_planes.json")),
                catalog.report("clustering_data_planes").orElseThrow().schema().describe());
    }

    @Test
    void describesKindsOfVaultsAsRecorded() {
        assertSame(
                Recordings.json("recorded/schemas/vaults/env.json"),
                catalog.vault("env").orElseThrow().describe());
    }

    /** Scenario answers are compared with everything in them, the implicit rules included. */
    @Test
    void describesAsScenariosExpect() {
        JsonNode golden = Recordings.json("conformance/scenarios/admin/schemas.golden.json");
        Map<String, Schema> steps = Map.of(
                "1 the schema of services", schema("services"),
                "2 the schema of snis", schema("snis"),
                "3 the schema of consumers", schema("consumers"),
                "4 the schema of a plugin",
                        catalog.plugin("key-auth").orElseThrow().schema());
        steps.forEach((step, schema) -> assertEquals(
                withoutDescriptions(golden.get(step).get("body")), withoutDescriptions(schema.describe()), step));
    }

    private Schema schema(String name) {
        return catalog.type(name).orElseThrow().schema();
    }

    private static JsonNode body(JsonNode recorded) {
        return recorded.has("fields") ? recorded : recorded.at("/response/body");
    }

    private static void assertSame(JsonNode expected, JsonNode actual) {
        assertEquals(
                normal(withoutDescriptions(expected), "").toPrettyString(),
                normal(withoutDescriptions(actual), "").toPrettyString());
    }

    private static JsonNode withoutDescriptions(JsonNode node) {
        JsonNode copy = node.deepCopy();
        if (copy instanceof ObjectNode object) {
            if (object.path("description").isTextual()) {
                object.remove("description");
            }
            object.properties().forEach(member -> member.setValue(withoutDescriptions(member.getValue())));
        } else if (copy instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, withoutDescriptions(array.get(i)));
            }
        }
        return copy;
    }

    /** The recorded server adds implicit rules to a field once it has checked a value of it; they are left out here. */
    private static JsonNode normal(JsonNode node, String key) {
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, normal(array.get(i), key));
            }
            return array;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode sorted = object.objectNode();
        TreeMap<String, JsonNode> members = new TreeMap<>();
        object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        members.forEach((name, value) -> {
            boolean implicitLength = name.equals("len_min")
                    && value.asInt() == 1
                    && object.path("type").asText().equals("string");
            boolean implicitRequired = name.equals("required")
                    && value.asBoolean()
                    && Set.of("elements", "keys", "values").contains(key);
            if (!implicitLength && !implicitRequired) {
                sorted.set(name, normal(value, name));
            }
        });
        return sorted;
    }
}
