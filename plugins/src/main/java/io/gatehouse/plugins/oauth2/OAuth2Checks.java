package io.gatehouse.plugins.oauth2;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.model.format.Url;
import io.gatehouse.model.schema.CheckProvider;
import io.gatehouse.model.schema.ValueCheck;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plugin without a flow could not give tokens; clients come back to an absolute URI (RFC 6749 §3.1.2). */
public final class OAuth2Checks implements CheckProvider {
    private static final List<String> FLOWS = List.of(
            "enable_authorization_code", "enable_implicit_grant", "enable_client_credentials", "enable_password_grant");

    @Override
    public Map<String, ValueCheck> checks() {
        return Map.of(
                "oauth2_flows",
                ValueCheck.of(
                        OAuth2Checks::hasFlow,
                        config -> "at least one of these fields must be true: " + String.join(", ", FLOWS)),
                "oauth2_redirect_uri",
                ValueCheck.ofText(OAuth2Checks::redirectProblem));
    }

    private static boolean hasFlow(JsonNode config) {
        return FLOWS.stream().anyMatch(flow -> config.path(flow).asBoolean());
    }

    private static Optional<String> redirectProblem(String text) {
        Url url = Url.parse(text);
        if (url.scheme().isEmpty() || url.host().isEmpty() || !isUri(text)) {
            return Optional.of("cannot parse '" + text + "'");
        }
        return text.indexOf('#') >= 0 ? Optional.of("fragment not allowed in '" + text + "'") : Optional.empty();
    }

    private static boolean isUri(String text) {
        try {
            new URI(text);
            return true;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }
}
