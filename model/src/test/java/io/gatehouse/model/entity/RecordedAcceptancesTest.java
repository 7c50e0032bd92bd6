package io.gatehouse.model.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.Recordings;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a create request was answered with: every default, every null, every normalised value. */
class RecordedAcceptancesTest {
    private static final String SOME_ID = "00000000-0000-0000-0000-0000000000aa";
    private static final Set<String> MADE_UP = Set.of("id", "created_at", "updated_at", "cert_digest");

    private final EntityCatalog catalog = BundledPlugins.catalog();
    private final EntityValidator validator = new EntityValidator(catalog);

    @TestFactory
    Stream<DynamicTest> completesAsRecorded() {
        return Recordings.exchanges().stream()
                .filter(this::isCreation)
                .map(exchange -> DynamicTest.dynamicTest(name(exchange), () -> repeat(exchange)));
    }

    private boolean isCreation(JsonNode exchange) {
        JsonNode request = exchange.get("request");
        EntityType type =
                catalog.type(request.path("path").asText().substring(1)).orElse(null);
        JsonNode body = request.path("json");
        return type != null
                && request.path("method").asText().equals("POST")
                && exchange.at("/response/status").asInt() == 201
                && body.isObject()
                && !request.toString().contains("<pem>")
                && (!type.name().equals("plugins")
                        || catalog.plugin(body.path("name").asText()).isPresent());
    }

    private static String name(JsonNode exchange) {
        return exchange.at("/request/path").asText() + " " + exchange.at("/request/json");
    }

    private void repeat(JsonNode exchange) {
        EntityType type =
                catalog.type(exchange.at("/request/path").asText().substring(1)).orElseThrow();
        ObjectNode body = (ObjectNode) exchange.at("/request/json");
        ObjectNode resolved = validator.resolveReferences(type, body, (target, field, value) -> Optional.of(SOME_ID));
        ObjectNode row = validator.forInsert(type, resolved);
        assertEquals(comparable(type, exchange.at("/response/json")), comparable(type, row));
    }

    private static ObjectNode comparable(EntityType type, JsonNode row) {
        ObjectNode copy = row.deepCopy();
        copy.remove(MADE_UP);
        // server names of a certificate are rows of their own, which the store answers
        type.schema().fields().forEach((name, field) -> {
            if (field.isTransient()) {
                copy.remove(name);
            }
        });
        type.foreignKeys().stream()
                .filter(key -> copy.path(key.field()).isObject())
                .forEach(key -> copy.putObject(key.field()).put("id", SOME_ID));
        return copy;
    }
}
