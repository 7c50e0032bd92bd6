package io.gatehouse.cluster.snapshot.compat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.function.Consumer;

/** Names that the fields of the session plugin had before 3.2. */
final class SessionRules {
    private static final Map<String, String> FORMER = Map.of(
            "idling_timeout", "cookie_idletime",
            "rolling_timeout", "cookie_lifetime",
            "stale_ttl", "cookie_discard",
            "cookie_same_site", "cookie_samesite",
            "cookie_http_only", "cookie_httponly",
            "remember", "cookie_persistent");

    private SessionRules() {}

    static boolean formerNames(ObjectNode row, Consumer<String> warnings) {
        if (!row.path("name").asText().equals("session") || !(row.get("config") instanceof ObjectNode config)) {
            return false;
        }
        FORMER.forEach((name, former) -> {
            JsonNode value = config.remove(name);
            if (value != null) {
                config.set(former, value);
            }
        });
        if (config.path("cookie_samesite").asText().equals("Default")) {
            config.set("cookie_samesite", TextNode.valueOf("Lax"));
        }
        return true;
    }
}
