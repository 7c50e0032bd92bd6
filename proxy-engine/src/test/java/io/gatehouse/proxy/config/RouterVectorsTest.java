package io.gatehouse.proxy.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.plugin.QueryString;
import io.gatehouse.proxy.entity.Protocol;
import io.gatehouse.proxy.entity.RouteConfig;
import io.gatehouse.proxy.router.ConnectionRequest;
import io.gatehouse.proxy.router.RequestPath;
import io.gatehouse.proxy.router.RouteMatch;
import io.gatehouse.proxy.router.RouteRequest;
import io.gatehouse.proxy.router.Routers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every vector of all flavours, recorded on a running 3.9.3. */
class RouterVectorsTest {
    private static final Path VECTORS = Path.of("../../shared/spec/router-vectors.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> answersAsRecorded() throws IOException {
        Assumptions.assumeTrue(Files.exists(VECTORS), () -> VECTORS + " is not there");
        JsonNode vectors = JSON.readTree(VECTORS.toFile()).get("vectors");
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector : vectors) {
            for (RouterFlavor flavor : RouterFlavor.values()) {
                if (holds(vector.get("flavours"), flavor) && !holds(vector.path("unspecified_in"), flavor)) {
                    tests.add(DynamicTest.dynamicTest(
                            vector.get("id").asText() + " " + flavor.text(), () -> check(vector, flavor)));
                }
            }
        }
        assertTrue(tests.size() > 200, () -> "only " + tests.size() + " vectors");
        return tests.stream();
    }

    private static boolean holds(JsonNode flavors, RouterFlavor flavor) {
        for (JsonNode text : flavors) {
            if (text.asText().equals(flavor.text())) {
                return true;
            }
        }
        return false;
    }

    private static void check(JsonNode vector, RouterFlavor flavor) throws Exception {
        boolean stream = vector.get("subsystem").asText().equals("stream");
        Routers routers = Routers.of(flavor, routes(vector, flavor, stream));
        for (JsonNode test : vector.get("cases")) {
            if (test.has("http_status_before_routing")) {
                continue;
            }
            JsonNode expected = test.get("expect").get(flavor.text());
            String about = test.toString();
            if (stream) {
                Optional<RouteConfig> route = routers.stream().match(connection(test.get("request")));
                assertEquals(text(expected, "route"), route.flatMap(RouteConfig::name), about);
            } else {
                checkRequest(routers, test.get("request"), expected, about);
            }
        }
    }

    private static void checkRequest(Routers routers, JsonNode request, JsonNode expected, String about)
            throws Exception {
        String uri =
                new String(request.get("uri").asText().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        int queryAt = uri.indexOf('?', 1);
        String query = queryAt < 0 ? "" : uri.substring(queryAt);
        RouteRequest seen =
                new VectorRequest(request, RequestPath.normalize(queryAt < 0 ? uri : uri.substring(0, queryAt)));
        Optional<RouteMatch> match = routers.http().match(seen);
        assertEquals(
                text(expected, "route"), match.flatMap(found -> found.route().name()), about);
        if (match.isEmpty() || match.get().route().service().isEmpty()) {
            return;
        }
        assertEquals(expected.get("upstream_uri").asText(), match.get().upstreamPath(seen.path()) + query, about);
        assertEquals(
                text(expected, "x_forwarded_prefix").orElse(""), match.get().forwardedPrefix(), about);
        Optional<String> host = match.get().route().preserveHost() ? Optional.of(seen.host()) : Optional.empty();
        assertEquals(text(expected, "upstream_host"), host, about);
        expected.path("captures")
                .properties()
                .forEach(capture -> assertEquals(
                        Optional.of(capture.getValue().asText()),
                        match.get().captures().get(capture.getKey()),
                        about));
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.ofNullable(node.path(field).textValue());
    }

    private static List<RouteConfig> routes(JsonNode vector, RouterFlavor flavor, boolean stream) {
        List<RouteConfig> routes = new ArrayList<>();
        for (JsonNode given : vector.get("routes")) {
            ObjectNode row = given.deepCopy();
            if (!row.has("created_at")) {
                row.put("created_at", 1);
            }
            if (!row.has("protocols")) {
                (stream
                                ? row.putArray("protocols").add("tcp")
                                : row.putArray("protocols").add("http").add("https"))
                        .size();
            }
            ObjectNode service = JSON.createObjectNode().put("id", "s").put("host", "up.example");
            if (row.path("service").isObject()) {
                service.setAll((ObjectNode) row.get("service"));
            }
            ServiceTable services = ServiceTable.EMPTY.with(List.of(service));
            if (!row.path("service").isNull()) {
                row.put("service", "s");
            }
            routes.add(new RouteReader(flavor, services).read(new Row("routes", row), routes.size()));
        }
        return routes;
    }

    private static ConnectionRequest connection(JsonNode request) {
        VectorRequest addresses = new VectorRequest(request, "");
        String scheme = request.get("scheme").asText();
        return new ConnectionRequest(
                Protocol.of(scheme).orElseThrow(), addresses.source(), addresses.destination(), addresses.sni());
    }

    private record VectorRequest(JsonNode request, String path) implements RouteRequest {
        @Override
        public List<String> queryArguments(String name) {
            String uri = request.path("uri").asText();
            int queryAt = uri.indexOf('?', 1);
            return QueryString.parse(queryAt < 0 ? "" : uri.substring(queryAt + 1)).arguments().stream()
                    .filter(argument -> argument.name().equals(name))
                    .map(argument -> argument.value().orElse(""))
                    .toList();
        }

        @Override
        public String method() {
            return request.path("method").asText("GET");
        }

        @Override
        public String host() {
            return request.path("host").asText("");
        }

        @Override
        public List<String> headers(String lowerCaseName) {
            List<String> values = new ArrayList<>();
            request.path("headers").properties().forEach(header -> {
                if (header.getKey().toLowerCase(Locale.ROOT).equals(lowerCaseName)) {
                    if (header.getValue().isArray()) {
                        header.getValue().forEach(value -> values.add(value.asText()));
                    } else {
                        values.add(header.getValue().asText());
                    }
                }
            });
            return values;
        }

        @Override
        public String sni() {
            return request.path("sni").asText("");
        }

        @Override
        public boolean secure() {
            return request.path("scheme").asText("http").equals("https");
        }

        @Override
        public int port() {
            return request.path("port").asInt(8000);
        }

        @Override
        public InetSocketAddress source() {
            return new InetSocketAddress(
                    request.path("remote_addr").asText("192.0.2.10"),
                    request.path("remote_port").asInt(40000));
        }

        @Override
        public InetSocketAddress destination() {
            return new InetSocketAddress(request.path("server_addr").asText("127.0.0.1"), port());
        }
    }
}
