package io.gatehouse.model.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.yaml.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** One refused document for every kind of message. */
class RefusalTableTest {
    private final EntityCatalog catalog = BundledPlugins.catalog();
    private final EntityValidator validator = new EntityValidator(catalog);

    @TestFactory
    Stream<DynamicTest> refusesWithTheWordsOfTheTable() throws IOException {
        try (InputStream yaml = RefusalTableTest.class.getResourceAsStream("refusals.yaml")) {
            JsonNode cases = YamlDocument.parse(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
            return StreamSupport.stream(cases.spliterator(), false)
                    .map(each -> DynamicTest.dynamicTest(
                            "row " + each.get("row").asText() + ": "
                                    + each.get("type").asText() + " " + each.get("body"),
                            () -> refuse(each)));
        }
    }

    private void refuse(JsonNode refusal) {
        EntityType type = catalog.type(refusal.get("type").asText()).orElseThrow();
        ObjectNode body = refusal.get("body").deepCopy();
        if (type.name().equals("targets")) {
            body.putObject("upstream").put("id", "00000000-0000-0000-0000-0000000000aa");
        }
        ObjectNode untouched = body.deepCopy();
        EntityException thrown = assertThrows(EntityException.class, () -> validator.forInsert(type, body));
        int count = refusal.path("count").asInt(1);
        String start = count == 1 ? "schema violation (" : count + " schema violations (";
        assertEquals(start + refusal.get("message").asText() + ")", thrown.getMessage());
        assertEquals(2, thrown.code().number());
        assertEquals(untouched, body);
    }
}
