package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.format.Url;
import java.util.Optional;

/** The shorthands whose meaning is more than a new name. */
final class NamedExpansions {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private NamedExpansions() {}

    static Shorthand.Expansion get(String name) {
        return switch (name) {
            case "service_url" -> NamedExpansions::serviceUrl;
            case "upstream_algorithm" -> NamedExpansions::upstreamAlgorithm;
            case "upstream_hash_on" -> NamedExpansions::upstreamHashOn;
            default -> throw new MalformedSchemaException("expansion '" + name + "' is unknown");
        };
    }

    /** A URL overrides protocol, host, port and path; its parts are checked as if they had been given one by one. */
    private static Optional<String> serviceUrl(ObjectNode service, JsonNode value) {
        service.remove("url");
        if (value.isNull()) {
            return Optional.empty();
        }
        Url url = Url.parse(value.textValue());
        String port = url.port().orElse("");
        boolean secure = url.scheme().map("https"::equals).orElse(port.equals(String.valueOf(HTTPS_PORT)));
        service.put("protocol", url.scheme().orElse(secure ? "https" : "http"));
        service.put("host", url.host().orElse(null));
        if (port.isEmpty()) {
            service.put("port", secure ? HTTPS_PORT : HTTP_PORT);
        } else if (port.matches("[0-9]{1,9}")) {
            service.put("port", Integer.parseInt(port));
        } else {
            service.put("port", port);
        }
        service.put("path", url.path().orElse(null));
        return Optional.empty();
    }

    /** Algorithms that choose by load cannot hash. */
    private static Optional<String> upstreamAlgorithm(ObjectNode upstream, JsonNode value) {
        String algorithm = value.asText();
        if (algorithm.equals("least-connections") || algorithm.equals("latency")) {
            upstream.putNull("hash_on");
        }
        return Optional.empty();
    }

    /** What is hashed decides between the two other algorithms; an unknown algorithm is left to be refused. */
    private static Optional<String> upstreamHashOn(ObjectNode upstream, JsonNode value) {
        if (value.isNull()) {
            upstream.put("hash_on", "none");
        } else if (!value.asText().equals("none")) {
            upstream.put("algorithm", "consistent-hashing");
        } else if (hashes(upstream)) {
            upstream.put("algorithm", "round-robin");
        }
        return Optional.empty();
    }

    private static boolean hashes(ObjectNode upstream) {
        return EmptyValues.isNull(upstream.path("algorithm"))
                || upstream.get("algorithm").asText().equals("consistent-hashing");
    }
}
