package io.gatehouse.cli.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cli.command.CommandException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;

/**
 * What the quickstart creates through the Admin API: a service, a route that needs a key, and a consumer who has one. What
 * exists is left as it is, so that a second start keeps what the user made of it.
 */
final class DemoConfiguration {
    static final String PATH = "/demo";

    private static final String NAME = "demo";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Http http;
    private final String admin;

    DemoConfiguration(Http http, String admin) {
        this.http = http;
        this.admin = admin;
    }

    /** Creates what is missing and returns the consumer's key. */
    String create(int upstreamPort) throws IOException {
        Optional<JsonNode> service = find("/services/" + NAME);
        if (service.isEmpty()) {
            post("/services", object().put("name", NAME).put("url", "http://127.0.0.1:" + upstreamPort));
        } else if (service.get().path("host").asText().equals("127.0.0.1")
                && service.get().path("port").asInt() != upstreamPort) {
            // still ours, and the upstream has moved
            send("PATCH", "/services/" + NAME, object().put("port", upstreamPort));
        }
        if (find("/routes/" + NAME).isEmpty()) {
            ObjectNode route = object().put("name", NAME);
            route.putArray("paths").add(PATH);
            post("/services/" + NAME + "/routes", route);
        }
        String plugins = "/routes/" + NAME + "/plugins";
        boolean guarded = find(plugins)
                .orElseThrow()
                .path("data")
                .findValuesAsText("name")
                .contains("key-auth");
        if (!guarded) {
            post(plugins, object().put("name", "key-auth"));
        }
        if (find("/consumers/" + NAME).isEmpty()) {
            post("/consumers", object().put("username", NAME));
        }
        String keys = "/consumers/" + NAME + "/key-auth";
        JsonNode first = find(keys).orElseThrow().path("data").path(0);
        return (first.isMissingNode() ? post(keys, object()) : first)
                .path("key")
                .asText();
    }

    private Optional<JsonNode> find(String path) throws IOException {
        HttpResponse<String> answer = http.get(admin + path, Map.of());
        if (answer.statusCode() == 404) {
            return Optional.empty();
        }
        return Optional.of(accepted("GET", path, answer));
    }

    private JsonNode post(String path, ObjectNode body) throws IOException {
        return send("POST", path, body);
    }

    private JsonNode send(String method, String path, ObjectNode body) throws IOException {
        return accepted(method, path, http.send(method, admin + path, Map.of(), Optional.of(body.toString())));
    }

    private JsonNode accepted(String method, String path, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() / 100 != 2) {
            throw new CommandException("the Admin API answered " + method + ' ' + admin + path + " with "
                    + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private static ObjectNode object() {
        return JSON.createObjectNode();
    }
}
