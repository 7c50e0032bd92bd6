package io.gatehouse.plugins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.proxy.node.DataPlane;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A whole data plane without control plane, in front of an upstream that answers with what it received. */
public final class RunningGateway implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger proxied = new AtomicInteger();
    private final HttpServer upstream;
    private final DataPlane node;

    /** @param configuration declarative YAML; {@code UPSTREAM} in it stands for the upstream's URL */
    public RunningGateway(Path prefix, String configuration) throws IOException {
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/", this::echo);
        upstream.start();
        String url = "http://127.0.0.1:" + upstream.getAddress().getPort();
        node = DataPlane.start(Settings.load(
                Map.of(
                        "KONG_PREFIX", prefix.toString(),
                        "KONG_ROLE", "traditional",
                        "KONG_DATABASE", "off",
                        "KONG_PROXY_LISTEN", "127.0.0.1:0",
                        "KONG_ADMIN_LISTEN", "off",
                        "KONG_STATUS_LISTEN", "127.0.0.1:0",
                        "KONG_PROXY_ACCESS_LOG", "off",
                        "KONG_DECLARATIVE_CONFIG_STRING",
                                "_format_version: '3.0'\n" + configuration.replace("UPSTREAM", url)),
                Optional.empty(),
                Map.of()));
    }

    private void echo(HttpExchange exchange) throws IOException {
        proxied.incrementAndGet();
        ObjectNode received = JSON.createObjectNode()
                .put("method", exchange.getRequestMethod())
                .put("target", exchange.getRequestURI().toString())
                .put("body", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        ObjectNode headers = received.putObject("headers");
        exchange.getRequestHeaders().forEach((name, values) -> {
            ArrayNode list = headers.putArray(name.toLowerCase(Locale.ROOT));
            values.forEach(list::add);
        });
        byte[] answer = JSON.writeValueAsBytes(received);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    public HttpRequest.Builder request(String target) {
        int port = node.proxyAddresses().get(0).getPort();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String target, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(target);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** What the status listener answers. */
    public HttpResponse<String> status(String target) throws IOException, InterruptedException {
        int port = node.statusAddresses().get(0).getPort();
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target)));
    }

    /** What the upstream received, from its answer. */
    public static JsonNode received(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    /** Requests that reached the upstream. */
    public int proxied() {
        return proxied.get();
    }

    @Override
    public void close() {
        node.close();
        upstream.stop(0);
    }
}
