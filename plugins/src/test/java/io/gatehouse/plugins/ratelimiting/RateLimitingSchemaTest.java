package io.gatehouse.plugins.ratelimiting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.EntityValidator;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.plugins.bundled.BundledPlugins;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RateLimitingSchemaTest {
    private final EntityCatalog catalog = EntityCatalog.of(BundledPlugins.definitions());
    private final EntityValidator validator = new EntityValidator(catalog);
    private final EntityType plugins = catalog.type("plugins").orElseThrow();

    @Test
    void completesTheConfiguration() throws IOException {
        ObjectNode plugin = validator.forInsert(plugins, plugin("{\"minute\":5,\"redis_host\":\"r.internal\"}"));
        assertEquals(429, plugin.at("/config/error_code").asInt());
        assertEquals("r.internal", plugin.at("/config/redis/host").asText());
        assertEquals(6379, plugin.at("/config/redis/port").asInt());
    }

    @Test
    void refusesLongerPeriodsWithFewerRequests() {
        EntityException refused = assertThrows(
                EntityException.class,
                () -> validator.forInsert(plugins, plugin("{\"second\":100,\"hour\":50,\"minute\":10}")));
        assertEquals(
                "schema violation (config: The limit for minute(10.0) cannot be lower than the limit for second(100.0))",
                refused.getMessage());
    }

    @Test
    void refusesAConfigurationWithoutAnyLimit() {
        assertThrows(EntityException.class, () -> validator.forInsert(plugins, plugin("{}")));
    }

    @Test
    void exchangesCountersWithRedisOnly() throws IOException {
        assertEquals(
                "schema violation (config: sync_rate can only be used with the redis policy)",
                refusal("{\"minute\":5,\"sync_rate\":1}"));
        assertEquals(
                "schema violation (config: sync_rate must be greater than 0.02, or -1 to disable)",
                refusal("{\"minute\":5,\"policy\":\"redis\",\"redis\":{\"host\":\"r\"},\"sync_rate\":0.01}"));
        validator.forInsert(
                plugins, plugin("{\"minute\":5,\"policy\":\"redis\",\"redis\":{\"host\":\"r\"},\"sync_rate\":0.5}"));
    }

    private String refusal(String config) {
        return assertThrows(EntityException.class, () -> validator.forInsert(plugins, plugin(config)))
                .getMessage();
    }

    private static ObjectNode plugin(String config) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode plugin = mapper.createObjectNode().put("name", "rate-limiting");
        plugin.set("config", mapper.readTree(config));
        return plugin;
    }
}
