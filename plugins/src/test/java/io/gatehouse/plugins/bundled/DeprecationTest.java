package io.gatehouse.plugins.bundled;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.schema.Deprecations;
import io.gatehouse.model.schema.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What clients are told of settings that have a better name by now. */
class DeprecationTest {
    private final Schema plugins = EntityCatalog.of(BundledPlugins.definitions())
            .type("plugins")
            .orElseThrow()
            .schema();

    @Test
    void tellsOfFormerNames() {
        assertEquals(
                List.of(
                        "rate-limiting: config.redis_host is deprecated, please use config.redis.host instead; version 4.0"
                                + " removes it"),
                messages(
                        "{\"name\":\"rate-limiting\",\"config\":{\"minute\":1,\"redis_host\":\"a.b\",\"redis_port\":null}}"));
    }

    @Test
    void tellsOfFieldsWithoutEffectUnlessTheyHaveTheirFormerDefault() {
        assertEquals(
                List.of("http-log: config.retry_count no longer works, please use config.queue.max_retry_time instead;"
                        + " version 4.0 removes it"),
                messages("{\"name\":\"http-log\",\"config\":{\"retry_count\":3,\"queue_size\":1}}"));
    }

    @Test
    void looksIntoRecords() {
        assertEquals(
                List.of("acme: config.storage_config.redis.auth is deprecated, please use"
                        + " config.storage_config.redis.password instead; version 4.0 removes it"),
                messages("{\"name\":\"acme\",\"config\":{\"storage_config\":{\"redis\":{\"auth\":\"x\"}}}}"));
    }

    @Test
    void knowsThePluginOfAChange() {
        assertEquals(
                1,
                Deprecations.in(
                                plugins,
                                Recorded.parse("{\"config\":{\"redis_host\":\"a.b\"}}"),
                                Recorded.parse("{\"name\":\"rate-limiting\"}"))
                        .size());
        assertEquals(List.of(), messages("{\"name\":\"cors\",\"config\":{\"redis_host\":\"a.b\"}}"));
    }

    private List<String> messages(String plugin) {
        return Deprecations.in(plugins, Recorded.parse(plugin), Recorded.parse(plugin));
    }
}
