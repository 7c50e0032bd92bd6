package io.gatehouse.proxy.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.proxy.balancer.Balancers;
import io.gatehouse.proxy.dns.DnsSettings;
import io.gatehouse.proxy.dns.NameResolver;
import io.gatehouse.proxy.dns.RecordType;
import io.gatehouse.proxy.dns.ResolverFile;
import io.gatehouse.proxy.entity.HealthCheckConfig.Limits;
import io.gatehouse.proxy.entity.UpstreamConfig;
import io.gatehouse.proxy.entity.UpstreamConfig.TargetConfig;
import io.gatehouse.proxy.health.TestChecks;
import io.gatehouse.proxy.listener.ProxyStats;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HASH = "0123456789abcdef0123456789abcdef";

    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Optional<String> obstacle = Optional.empty();
    private final NameResolver names = new NameResolver(new DnsSettings(
            List.of(),
            Path.of("/dev/null"),
            List.of(RecordType.A),
            false,
            false,
            Optional.empty(),
            Duration.ofHours(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            100,
            true,
            ResolverFile.NONE));
    private final Balancers balancers = new Balancers(names);
    private StatusServer server;
    private InetSocketAddress address;

    @BeforeEach
    void start() {
        StatusRoutes routes = new StatusRoutes(
                () -> new ProxyStats(7, 3, 9, 0, 1, 2),
                () -> HASH,
                () -> obstacle,
                balancers,
                names,
                Optional.of(() -> "kong_x 1\n"));
        server = new StatusServer(routes, "gatehouse/test");
        address = server.listen(new InetSocketAddress("127.0.0.1", 0), Optional.empty());
    }

    @AfterEach
    void stop() {
        server.close();
        names.close();
    }

    private HttpResponse<String> send(String method, String target, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + target))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return send("GET", target, "");
    }

    @Test
    void tellsTheHealthOfUpstreams() throws Exception {
        assertEquals(
                JSON.readTree("{\"data\":[],\"next\":null}"),
                JSON.readTree(get("/status/upstreams").body()));
        UpstreamConfig upstream = TestChecks.upstream(
                TestChecks.passive(0, new Limits(1, 1, 1, 1)), "", new TargetConfig("t1", "127.0.0.1", 8900, 10));
        balancers.follow(List.of(), List.of(upstream));
        balancers.setHealth("orders", "t1", Optional.empty(), false);
        JsonNode expected = JSON.readTree("""
                {"id":"u1","name":"orders","health":"UNHEALTHY","balancer_health":"UNHEALTHY","targets":[
                 {"id":"t1","health":"UNHEALTHY","data":{"host":"127.0.0.1","port":8900,"dns":"A","nodeWeight":10,
                  "weight":{"total":10,"available":0,"unavailable":10},
                  "addresses":[{"ip":"127.0.0.1","port":8900,"weight":10,"health":"UNHEALTHY"}]}}]}""");
        assertEquals(expected, JSON.readTree(get("/status/upstreams/orders").body()));
        assertEquals(expected, JSON.readTree(get("/status/upstreams/u1").body()));
        assertEquals(expected, JSON.readTree(get("/status/upstreams").body()).at("/data/0"));
        assertEquals(404, get("/status/upstreams/others").statusCode());
        assertEquals(405, send("PUT", "/status/upstreams/orders", "").statusCode());
    }

    @Test
    void tellsConnectionsHashAndMemory() throws Exception {
        HttpResponse<String> response = get("/status");
        assertEquals(200, response.statusCode());
        assertEquals(
                "application/json; charset=utf-8",
                response.headers().firstValue("Content-Type").orElseThrow());
        assertEquals("gatehouse/test", response.headers().firstValue("Server").orElseThrow());
        JsonNode document = JSON.readTree(response.body());
        assertEquals(HASH, document.path("configuration_hash").asText());
        assertEquals(JSON.readTree("""
                        {"connections_accepted":7,"connections_handled":7,"total_requests":9,"connections_active":3,
                         "connections_reading":0,"connections_writing":1,"connections_waiting":2}"""), document.get("server"));
        String used = document.at("/memory/workers_lua_vms/0/http_allocated_gc").asText();
        assertTrue(used.matches("\\d+\\.\\d\\d MiB"), used);
    }

    @ParameterizedTest
    @CsvSource({
        "?unit=k, '\\d+\\.\\d\\d KiB'",
        "?unit=G&scale=4, '\\d\\.\\d{4} GiB'",
        "?unit=m&scale=x, '\\d+\\.\\d\\d MiB'"
    })
    void printsSizesInTheUnitAskedFor(String query, String expected) throws Exception {
        String used = JSON.readTree(get("/status" + query).body())
                .at("/memory/lua_shared_dicts/heap/allocated_slabs")
                .asText();
        assertTrue(used.matches(expected), used);
    }

    @Test
    void printsBytesAsNumbers() throws Exception {
        assertTrue(JSON.readTree(get("/status?unit=b").body())
                .at("/memory/lua_shared_dicts/heap/allocated_slabs")
                .isIntegralNumber());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/status?unit=zz|400|invalid unit 'zz' (expected 'k/K', 'm/M', or 'g/G')",
                "GET|/status?scale=-1|400|scale must be equal or greater than 0",
                "POST|/status|405|Method not allowed",
                "GET|/status/dns|501|not implemented with the legacy DNS client",
                "GET|/|404|Not found",
                "GET|/services|404|Not found",
                "POST|/status/ready|400|status: expected 'draining'"
            })
    void answersWithAMessage(String method, String target, int status, String message) throws Exception {
        HttpResponse<String> response = send(method, target, "");
        assertEquals(status, response.statusCode());
        assertEquals(message, JSON.readTree(response.body()).path("message").asText());
    }

    @Test
    void showsThePageOfPrometheus() throws Exception {
        HttpResponse<String> response = get("/metrics");
        assertEquals(200, response.statusCode());
        assertEquals(
                "text/plain; charset=UTF-8",
                response.headers().firstValue("Content-Type").orElseThrow());
        assertEquals("kong_x 1\n", response.body());
        assertEquals(405, send("POST", "/metrics", "").statusCode());
    }

    @Test
    void isReadyOnlyWithAConfiguration() throws Exception {
        assertEquals(200, get("/status/ready").statusCode());
        obstacle = Optional.of("no configuration available (empty configuration present)");
        HttpResponse<String> response = get("/status/ready");
        assertEquals(503, response.statusCode());
        assertEquals("{\"message\":\"no configuration available (empty configuration present)\"}", response.body());
    }

    @Test
    void staysUnreadyOnceItDrains() throws Exception {
        assertEquals(
                204, send("POST", "/status/ready", "{\"status\":\"draining\"}").statusCode());
        HttpResponse<String> response = get("/status/ready");
        assertEquals(503, response.statusCode());
        assertEquals("{\"message\":\"draining\"}", response.body());
    }

    @Test
    void saysWhichAddressIsTaken() {
        StatusListenerException failure =
                assertThrows(StatusListenerException.class, () -> server.listen(address, Optional.empty()));
        assertTrue(failure.getMessage().startsWith("status_listen: cannot listen on 127.0.0.1:" + address.getPort()));
    }
}
