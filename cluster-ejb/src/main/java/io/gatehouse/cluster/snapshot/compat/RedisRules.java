package io.gatehouse.cluster.snapshot.compat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Plugins describe Redis in one common block since 3.6; before, each had fields of its own. */
final class RedisRules {
    private static final Set<String> RATE_LIMITS = Set.of("rate-limiting", "response-ratelimiting");
    private static final String ACME_BLOCK = "config.storage_config.redis";

    /** Former name to path in the common block. */
    private static final Map<String, String> RATE_LIMIT_NAMES = ordered(
            "redis_host", "host",
            "redis_port", "port",
            "redis_username", "username",
            "redis_password", "password",
            "redis_database", "database",
            "redis_timeout", "timeout",
            "redis_ssl", "ssl",
            "redis_ssl_verify", "ssl_verify",
            "redis_server_name", "server_name");

    private static final Map<String, String> ACME_NAMES = ordered(
            "host", "host",
            "port", "port",
            "auth", "password",
            "database", "database",
            "ssl", "ssl",
            "ssl_verify", "ssl_verify",
            "ssl_server_name", "server_name",
            "namespace", "extra_options.namespace",
            "scan_count", "extra_options.scan_count");

    private RedisRules() {}

    static boolean formerNames(ObjectNode row, Consumer<String> warnings) {
        String name = row.path("name").asText();
        if (RATE_LIMITS.contains(name)
                && Fields.get(row, "config.redis") instanceof ObjectNode redis
                && row.get("config") instanceof ObjectNode config) {
            RATE_LIMIT_NAMES.forEach((former, path) -> config.set(former, valueOf(redis, path)));
            config.remove("redis");
            return true;
        }
        if (name.equals("acme") && Fields.get(row, ACME_BLOCK) instanceof ObjectNode redis) {
            ObjectNode former = JsonNodeFactory.instance.objectNode();
            ACME_NAMES.forEach((field, path) -> former.set(field, valueOf(redis, path)));
            return Fields.set(row, ACME_BLOCK, former);
        }
        return false;
    }

    /** Data planes before 3.8 log in to Redis without a user name. */
    static boolean acmeUser(ObjectNode row, Consumer<String> warnings) {
        if (row.path("name").asText().equals("acme")
                && Fields.get(row, "config.storage").asText().equals("redis")
                && Fields.get(row, ACME_BLOCK + ".username").isTextual()) {
            warnings.accept(
                    "acme plugin contains configuration 'storage_config.redis.username' which is incompatible with"
                            + " dataplane and will be ignored");
        }
        return false;
    }

    private static JsonNode valueOf(ObjectNode redis, String path) {
        JsonNode value = Fields.get(redis, path);
        return value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value;
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
