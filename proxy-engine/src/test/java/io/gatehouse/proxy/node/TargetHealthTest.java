package io.gatehouse.proxy.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.proxy.listener.ScriptedUpstream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole data plane probes its targets and tells their health. */
class TargetHealthTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path prefix;

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicBoolean well = new AtomicBoolean(true);

    private HttpResponse<String> get(InetSocketAddress address, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + address.getPort() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private DataPlane start(String upstream) throws IOException {
        return DataPlane.start(Settings.load(
                Map.of(
                        "KONG_PREFIX", prefix.toString(),
                        "KONG_ROLE", "traditional",
                        "KONG_DATABASE", "off",
                        "KONG_PROXY_LISTEN", "127.0.0.1:0",
                        "KONG_ADMIN_LISTEN", "127.0.0.1:0",
                        "KONG_STATUS_LISTEN", "127.0.0.1:0",
                        "KONG_PROXY_ACCESS_LOG", "off",
                        "KONG_UPSTREAM_SLOW_START", "0.5",
                        "KONG_DECLARATIVE_CONFIG_STRING", """
                        _format_version: '3.0'
                        services: [{name: s, host: orders, routes: [{name: r, paths: [/r]}]}]
                        upstreams: [%s]
                        """.formatted(upstream)),
                Optional.empty(),
                Map.of()));
    }

    private void answer(ScriptedUpstream.Received request, Socket connection) throws IOException {
        ScriptedUpstream.write(
                connection, well.get() ? ScriptedUpstream.OK : "HTTP/1.1 503 Down\r\nContent-Length: 0\r\n\r\n");
    }

    @Test
    void tellsAndFollowsTheHealthOfATarget() throws Exception {
        try (ScriptedUpstream upstream = new ScriptedUpstream(this::answer);
                DataPlane node = start("{name: orders, healthchecks: {active: {"
                        + "healthy: {interval: 0.02, successes: 1}, unhealthy: {interval: 0.02, http_failures: 1}}},"
                        + " targets: [{target: 'localhost:" + upstream.port() + "'}]}")) {
            InetSocketAddress status = node.statusAddresses().get(0);
            InetSocketAddress proxy = node.proxyAddresses().get(0);
            JsonNode first =
                    JSON.readTree(get(status, "/status/upstreams/orders").body());
            assertEquals(
                    "HEALTHY", first.at("/targets/0/data/addresses/0/health").asText());
            assertEquals("127.0.0.1", first.at("/targets/0/data/addresses/0/ip").asText());
            assertEquals(200, get(proxy, "/r").statusCode());
            well.set(false);
            await().until(() -> get(proxy, "/r").body().contains("failure to get a peer"));
            assertEquals(
                    "UNHEALTHY",
                    JSON.readTree(get(status, "/status/upstreams").body())
                            .at("/data/0/balancer_health")
                            .asText());
            well.set(true);
            await().until(() -> get(proxy, "/r").statusCode() == 200);
        }
    }

    private int put(InetSocketAddress address, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + address.getPort() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    void theAdminApiTellsAndSetsTheHealthOfTargets() throws Exception {
        try (ScriptedUpstream upstream = new ScriptedUpstream(this::answer);
                DataPlane node =
                        start("{name: orders, healthchecks: {threshold: 60, passive: {unhealthy: {timeouts: 1}}},"
                                + " targets: [{target: '127.0.0.1:" + upstream.port() + "'}, {target: '127.0.0.2:1'}]},"
                                + " {name: unchecked, targets: [{target: '127.0.0.1:1', weight: 10}]}")) {
            InetSocketAddress admin = node.adminAddresses().get(0);
            assertEquals(204, put(admin, "/upstreams/orders/targets/127.0.0.2:1/unhealthy"));
            JsonNode targets =
                    JSON.readTree(get(admin, "/upstreams/orders/health").body()).path("data");
            assertEquals(2, targets.size());
            for (JsonNode target : targets) {
                boolean second = target.path("target").asText().equals("127.0.0.2:1");
                String expected = second ? "UNHEALTHY" : "HEALTHY";
                assertEquals(expected, target.path("health").asText());
                assertEquals(expected, target.at("/data/addresses/0/health").asText());
                assertEquals(100, target.path("weight").asInt());
            }
            JsonNode balancer = JSON.readTree(get(admin, "/upstreams/orders/health?balancer_health=1")
                            .body())
                    .path("data");
            assertEquals("UNHEALTHY", balancer.path("balancer_health").asText());
            assertEquals("UNHEALTHY", balancer.path("health").asText());
            assertEquals(
                    JSON.readTree("{\"total\":200,\"available\":100,\"unavailable\":100}"),
                    balancer.at("/details/weight"));
            assertEquals(503, get(node.proxyAddresses().get(0), "/r").statusCode());
            assertEquals(204, put(admin, "/upstreams/orders/targets/127.0.0.2:1/127.0.0.2:1/healthy"));
            assertEquals(200, get(node.proxyAddresses().get(0), "/r").statusCode());
            assertEquals(400, put(admin, "/upstreams/unchecked/targets/127.0.0.1:1/unhealthy"));
            assertEquals(404, put(admin, "/upstreams/orders/targets/127.0.0.9:1/unhealthy"));
            JsonNode unchecked = JSON.readTree(
                            get(admin, "/upstreams/unchecked/health").body())
                    .at("/data/0");
            assertEquals("HEALTHCHECKS_OFF", unchecked.path("health").asText());
            assertEquals(
                    JSON.readTree(
                            "{\"weight\":{\"available\":10,\"total\":10,\"unavailable\":0},\"dns\":\"A\",\"port\":1,"
                                    + "\"addresses\":[{\"health\":\"HEALTHCHECKS_OFF\",\"weight\":10,\"ip\":\"127.0.0.1\",\"port\":1}],"
                                    + "\"nodeWeight\":10,\"host\":\"127.0.0.1\"}"),
                    unchecked.path("data"));
        }
    }
}
