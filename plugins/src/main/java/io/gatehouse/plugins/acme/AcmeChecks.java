package io.gatehouse.plugins.acme;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.model.schema.CheckProvider;
import io.gatehouse.model.schema.ValueCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the schema of acme cannot say about storages. */
public final class AcmeChecks implements CheckProvider {
    /** What names of keys begin with that the plugin makes up itself. */
    private static final List<String> RESERVED =
            List.of("kong_acme:renew_config:", "kong_acme:renew_last_run", "kong_acme:cert_key:");

    @Override
    public Map<String, ValueCheck> checks() {
        return Map.of(
                "acme_namespace",
                ValueCheck.ofText(AcmeChecks::namespaceProblem),
                "acme_hybrid_storage",
                ValueCheck.of(plugin -> !uses(plugin, "shm"), plugin -> "\"shm\" storage can't be used in Hybrid mode"),
                "acme_dbless_storage",
                ValueCheck.of(
                        plugin -> !uses(plugin, "kong"), plugin -> "\"kong\" storage can't be used with dbless mode"));
    }

    private static Optional<String> namespaceProblem(String namespace) {
        return RESERVED.stream()
                .filter(namespace::startsWith)
                .findFirst()
                .map("namespace can't be prefixed with reserved word: "::concat);
    }

    private static boolean uses(JsonNode plugin, String storage) {
        return plugin.at("/config/storage").asText().equals(storage);
    }
}
