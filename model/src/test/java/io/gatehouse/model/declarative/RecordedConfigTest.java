package io.gatehouse.model.declarative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.Recordings;
import io.gatehouse.model.entity.BundledPlugins;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.snapshot.ConfigTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Replays what was recorded of {@code POST /config} on a node without database. */
class RecordedConfigTest {
    /** Flattened errors have a form of their own; the YAML parser words its complaint its own way. */
    private static final Set<String> OTHER = Set.of("flatten errors", "bad yaml");

    private static final Set<String> MADE_UP = Set.of("created_at", "updated_at");

    private final EntityCatalog catalog = BundledPlugins.catalog();
    private final DeclarativeConfig config = new DeclarativeConfig(catalog);

    @TestFactory
    Stream<DynamicTest> answersAsRecorded() {
        JsonNode exchanges = Recordings.json("recorded/exchanges/dbless-config.json");
        return StreamSupport.stream(exchanges.spliterator(), false)
                .filter(exchange -> exchange.at("/request/method").asText().equals("POST")
                        && exchange.at("/request/path").asText().equals("/config")
                        && !exchange.at("/request/body").isNull()
                        && !OTHER.contains(exchange.get("name").asText()))
                .map(exchange -> DynamicTest.dynamicTest(exchange.get("name").asText(), () -> repeat(exchange)));
    }

    private void repeat(JsonNode exchange) {
        JsonNode expected = exchange.at("/response/body");
        if (exchange.at("/response/status").asInt() == 400) {
            EntityException refusal = assertThrows(EntityException.class, () -> parse(exchange.at("/request/body")));
            assertEquals(expected, refusal.toDocument());
            return;
        }
        ConfigTable table = parse(exchange.at("/request/body"));
        List<String> types = new ArrayList<>();
        expected.fieldNames().forEachRemaining(types::add);
        for (String type : types) {
            assertEquals(
                    comparable(catalog.type(type).orElseThrow(), expected.get(type)),
                    comparable(catalog.type(type).orElseThrow(), apiForm(type, table)));
        }
    }

    private ConfigTable parse(JsonNode body) {
        if (body.isTextual()) {
            return config.parse(body.textValue());
        }
        return body.has("config") ? config.parse(body.get("config").asText()) : config.parse((ObjectNode) body);
    }

    private ObjectNode apiForm(String type, ConfigTable table) {
        ObjectNode byId = JsonNodeFactory.instance.objectNode();
        for (ObjectNode row : table.rows(type)) {
            ObjectNode copy = row.deepCopy();
            catalog.type(type).orElseThrow().foreignKeys().forEach(key -> {
                if (copy.path(key.field()).isTextual()) {
                    String id = copy.get(key.field()).asText();
                    copy.putObject(key.field()).put("id", id);
                }
            });
            byId.set(row.get("id").asText(), copy);
        }
        return byId;
    }

    /** Without times, and without ids where the recorded server made them up as well. */
    private static List<JsonNode> comparable(EntityType type, JsonNode rows) {
        List<JsonNode> copies = new ArrayList<>();
        for (JsonNode row : rows) {
            ObjectNode copy = row.deepCopy();
            copy.remove(MADE_UP);
            if (type.hasTtl()) {
                copy.remove(Set.of("id", "ttl"));
            }
            copies.add(copy);
        }
        return copies;
    }
}
