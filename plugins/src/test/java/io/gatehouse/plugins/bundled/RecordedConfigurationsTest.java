package io.gatehouse.plugins.bundled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.EntityValidator;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.plugins.bundled.Recorded.Exchange;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Plugins that clients configured, and what they were answered: completed configurations and refusals. */
class RecordedConfigurationsTest {
    private static final String SOME_ID = "00000000-0000-0000-0000-0000000000c1";
    private static final int SCHEMA_VIOLATION = 2;

    private final EntityCatalog catalog = EntityCatalog.of(BundledPlugins.definitions());
    private final EntityType plugins = catalog.type("plugins").orElseThrow();
    private final EntityValidator validator = new EntityValidator(catalog);

    @TestFactory
    Stream<DynamicTest> completesAsRecorded() {
        return configurations()
                .filter(exchange -> exchange.status() == 201)
                .filter(exchange -> exchange.answer().has("config"))
                .map(exchange -> DynamicTest.dynamicTest(exchange.toString(), () -> complete(exchange)));
    }

    @TestFactory
    Stream<DynamicTest> refusesAsRecorded() {
        return configurations()
                .filter(exchange -> exchange.answer().path("code").asInt() == SCHEMA_VIOLATION)
                .map(exchange -> DynamicTest.dynamicTest(exchange.toString(), () -> refuse(exchange)));
    }

    private Stream<Exchange> configurations() {
        return Recorded.exchanges().stream()
                .filter(exchange -> exchange.method().equals("POST")
                        && exchange.path().endsWith("/plugins")
                        && catalog.plugin(exchange.body().path("name").asText()).isPresent())
                .filter(exchange -> !isDeviation(exchange) && !isTheStores(exchange));
    }

    /** An odd answer that a better one was decided for, one with a path of theirs, one for nodes of another role. */
    private static boolean isDeviation(Exchange exchange) {
        JsonNode body = exchange.body();
        return body.at("/route/id").isNumber()
                || exchange.answer().toString().contains("kong-lua-sandbox")
                || !exchange.controlPlane()
                        && (body.at("/config/policy").asText().equals("x")
                                || body.path("name").asText().equals("acme"));
    }

    /** What only the routes in the database can tell. */
    private static boolean isTheStores(Exchange exchange) {
        return exchange.answer().at("/fields/protocols").isTextual();
    }

    private ObjectNode input(Exchange exchange) {
        ObjectNode body = exchange.body().deepCopy();
        String[] path = exchange.path().split("/");
        if (path.length > 2) {
            body.putObject(path[1].substring(0, path[1].length() - 1)).put("id", SOME_ID);
        }
        return validator.resolveReferences(plugins, body, (type, field, value) -> Optional.of(SOME_ID));
    }

    private void complete(Exchange exchange) {
        ObjectNode row = validator.forInsert(plugins, input(exchange));
        validator.addFormerNames(plugins, row);
        assertEquals(comparable(exchange.answer()), comparable(row));
    }

    private void refuse(Exchange exchange) {
        EntityException refusal =
                assertThrows(EntityException.class, () -> validator.forInsert(plugins, input(exchange)));
        assertEquals(exchange.answer(), refusal.toDocument());
    }

    /** Without what is made up for each row. */
    private static ObjectNode comparable(JsonNode row) {
        ObjectNode copy = row.deepCopy();
        copy.remove(Set.of("id", "created_at", "updated_at", "route", "service", "consumer"));
        ObjectNode config = (ObjectNode) copy.get("config");
        Stream.of("secret", "provision_key").filter(config::has).forEach(name -> config.put(name, "made up"));
        return copy;
    }
}
