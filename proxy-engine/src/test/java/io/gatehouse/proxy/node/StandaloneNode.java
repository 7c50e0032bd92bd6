package io.gatehouse.proxy.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.model.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A node on its own, on ports of its own, and a client of its Admin API. */
final class StandaloneNode implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final DataPlane node;

    /** @param settings in the form {@code key=value} */
    StandaloneNode(Path prefix, String... settings) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "KONG_PREFIX", prefix.toString(),
                "KONG_ROLE", "traditional",
                "KONG_DATABASE", "off",
                "KONG_PROXY_LISTEN", "127.0.0.1:0",
                "KONG_ADMIN_LISTEN", "127.0.0.1:0",
                "KONG_STATUS_LISTEN", "off",
                "KONG_PROXY_ACCESS_LOG", "off",
                "KONG_NGINX_MAIN_WORKER_PROCESSES", "1"));
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            environment.put("KONG_" + setting.substring(0, equals).toUpperCase(), setting.substring(equals + 1));
        }
        node = DataPlane.start(Settings.load(environment, Optional.empty(), Map.of()));
    }

    /** An answer, its body as text. */
    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() throws IOException {
            return JSON.readTree(response.body());
        }

        String message() throws IOException {
            return json().path("message").asText();
        }
    }

    DataPlane node() {
        return node;
    }

    int adminPort() {
        return node.adminAddresses().get(0).getPort();
    }

    Answer get(String target) throws IOException, InterruptedException {
        return admin("GET", target, "", "");
    }

    Answer post(String target, String json) throws IOException, InterruptedException {
        return admin("POST", target, "application/json", json);
    }

    Answer admin(String method, String target, String contentType, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort() + target))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    }

    /** Status of a request through the proxy. */
    int proxied(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + node.proxyAddresses().get(0).getPort() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Override
    public void close() {
        node.close();
    }
}
