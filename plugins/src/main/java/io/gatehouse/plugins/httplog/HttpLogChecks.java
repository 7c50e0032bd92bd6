package io.gatehouse.plugins.httplog;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.model.format.Url;
import io.gatehouse.model.schema.CheckProvider;
import io.gatehouse.model.schema.ValueCheck;
import java.util.Map;

/** Credentials are given once: in the URL or in a header. */
public final class HttpLogChecks implements CheckProvider {

    @Override
    public Map<String, ValueCheck> checks() {
        return Map.of(
                "http_log_credentials",
                ValueCheck.of(
                        config -> !(hasUserInfo(config) && hasAuthorization(config)),
                        config -> "specifying both an 'Authorization' header and user info in 'http_endpoint'"
                                + " is not allowed"));
    }

    private static boolean hasUserInfo(JsonNode config) {
        return Url.parse(config.path("http_endpoint").asText()).userInfo().isPresent();
    }

    private static boolean hasAuthorization(JsonNode config) {
        return config.path("headers").properties().stream()
                .anyMatch(header -> header.getKey().equalsIgnoreCase("Authorization"));
    }
}
