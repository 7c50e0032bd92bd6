package io.gatehouse.proxy.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.proxy.listener.RawHttp2;
import io.gatehouse.proxy.listener.TestCertificate;
import io.gatehouse.proxy.node.StandaloneNode.Answer;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Admin API of a node on its own, over real connections. */
class StandaloneAdminTest {
    private static final String CONFIG = """
            _format_version: "3.0"
            services:
            - name: s1
              url: http://127.0.0.1:9
              tags: [blue, green]
              routes:
              - {name: r1, paths: [/one], tags: [blue]}
              - {name: r2, paths: [/two]}
            consumers:
            - {username: alice, custom_id: a-1, keyauth_credentials: [{key: k1, ttl: 1000}]}
            certificates: []
            """;

    @TempDir
    Path prefix;

    private static Answer yaml(StandaloneNode node, String text) throws Exception {
        return node.admin("POST", "/config", "text/yaml", text);
    }

    @Test
    void readsEntitiesByEveryPath() throws Exception {
        try (StandaloneNode node = new StandaloneNode(prefix)) {
            assertEquals(201, yaml(node, CONFIG).status());
            JsonNode service = node.get("/services/s1").json();
            String id = service.path("id").asText();
            assertEquals(service, node.get("/services/" + id).json());
            assertEquals(service, node.get("/routes/r1/service").json());
            assertEquals(2, node.get("/services/s1/routes").json().path("data").size());
            assertEquals(
                    "r2", node.get("/services/s1/routes/r2").json().path("name").asText());
            assertEquals(404, node.get("/services/none/routes").status());
            assertEquals(404, node.get("/services/none").status());
            assertEquals(1, node.get("/routes?tags=blue").json().path("data").size());
            assertEquals(
                    "alice",
                    node.get("/consumers?custom_id=a-1")
                            .json()
                            .at("/data/0/username")
                            .asText());
            long ttl = node.get("/key-auths/k1").json().path("ttl").asLong();
            assertTrue(ttl > 900 && ttl <= 1000, "ttl " + ttl);
            assertEquals(3, node.get("/tags").json().path("data").size());
            assertEquals(2, node.get("/tags/blue").json().path("data").size());
            assertTrue(node.get("/schemas/services").json().path("fields").size() > 5);
            assertTrue(node.get("/endpoints").response().body().contains("\"/services/{services}/routes\""));
            assertEquals(400, node.get("/filter-chains").status());
            assertEquals(404, node.get("/nothing").status());
        }
    }

    @Test
    void pagesFollowEachOther() throws Exception {
        try (StandaloneNode node = new StandaloneNode(prefix)) {
            StringBuilder routes = new StringBuilder("_format_version: '3.0'\nroutes:\n");
            for (int i = 0; i < 25; i++) {
                routes.append("- {name: r")
                        .append(i)
                        .append(", paths: [/p")
                        .append(i)
                        .append("]}\n");
            }
            assertEquals(201, yaml(node, routes.toString()).status());
            List<String> names = new ArrayList<>();
            String next = "/routes?size=10";
            while (next != null) {
                JsonNode page = node.get(next).json();
                page.path("data").forEach(row -> names.add(row.path("name").asText()));
                next = page.path("next").textValue();
            }
            assertEquals(25, names.stream().distinct().count());
            assertEquals(25, names.size());
            assertEquals(9, node.get("/routes?size=0").json().path("code").asInt());
            assertEquals(7, node.get("/routes?offset=x").json().path("code").asInt());
        }
    }

    @Test
    void answersMethodsThatFollowFromOthers() throws Exception {
        try (StandaloneNode node = new StandaloneNode(prefix)) {
            Answer head = node.admin("HEAD", "/services", "", "");
            assertEquals(200, head.status());
            assertEquals("", head.response().body());
            assertNotEquals("", head.header("Content-Length"));
            Answer options = node.admin("OPTIONS", "/services/x", "", "", "Origin", "http://a.test");
            assertEquals(204, options.status());
            assertEquals("DELETE, GET, HEAD, OPTIONS, PATCH, PUT", options.header("Access-Control-Allow-Methods"));
            assertEquals("http://a.test", options.header("Access-Control-Allow-Origin"));
            Answer wrong = node.admin("DELETE", "/services", "", "");
            assertEquals(405, wrong.status());
            assertEquals("GET, HEAD, OPTIONS, POST", wrong.header("Allow"));
            assertEquals(415, node.admin("POST", "/services", "text/plain", "x").status());
            assertEquals(415, node.admin("POST", "/config", "text/plain", "x").status());
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws Exception {
        try (StandaloneNode node = new StandaloneNode(prefix);
                Socket socket = new Socket("127.0.0.1", node.adminPort())) {
            String body = "_format_version: '3.0'";
            socket.getOutputStream()
                    .write(("POST /config HTTP/1.1\r\nHost: h\r\nContent-Type: text/yaml\r\nContent-Length: "
                                    + body.length() + "\r\n\r\n" + body
                                    + "GET /services HTTP/1.1\r\nHost: h\r\n\r\n"
                                    + "GET /nothing HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            int created = answers.indexOf("HTTP/1.1 201");
            int listed = answers.indexOf("HTTP/1.1 200");
            int absent = answers.indexOf("HTTP/1.1 404");
            assertTrue(created == 0 && listed > created && absent > listed, answers);
        }
    }

    @Test
    void speaksHttp2WithoutTlsWhereAnEntrySaysSo() throws Exception {
        try (StandaloneNode node = new StandaloneNode(prefix, "admin_listen=127.0.0.1:0 http2");
                RawHttp2 client = new RawHttp2(node.adminPort())) {
            client.write(RawHttp2.HEADERS, RawHttp2.END_STREAM | RawHttp2.END_HEADERS, 1, RawHttp2.fields(false));
            client.flush();
            await().atMost(20, SECONDS)
                    .until(() -> client.frames().stream()
                            .filter(frame -> frame.type() == RawHttp2.DATA)
                            .anyMatch(frame ->
                                    new String(frame.payload(), StandardCharsets.UTF_8).contains("\"version\"")));
            assertEquals(200, node.get("/services").status());
        }
    }

    @Test
    void takesFormsAndRefusesWhatIsTooLarge() throws Exception {
        try (StandaloneNode node = new StandaloneNode(prefix, "nginx_admin_client_max_body_size=1k")) {
            String form = "--b\r\nContent-Disposition: form-data; name=\"config\"; filename=\"kong.yml\"\r\n\r\n"
                    + "_format_version: '3.0'\nservices: [{name: form, url: 'http://a.test'}]\r\n--b--\r\n";
            assertEquals(
                    201,
                    node.admin("POST", "/config", "multipart/form-data; boundary=b", form)
                            .status());
            assertEquals(
                    201,
                    node.admin(
                                    "POST",
                                    "/config",
                                    "application/x-www-form-urlencoded",
                                    "config=_format_version%3A%20%273.0%27")
                            .status());
            Answer large = yaml(node, "#".repeat(2000));
            assertEquals(413, large.status());
            assertTrue(large.message().contains("nginx_admin_client_max_body_size"), large.message());
        }
    }

    @Test
    void asksForTokensWhereTheSettingsNameSome() throws Exception {
        try (StandaloneNode node = new StandaloneNode(prefix, "admin_auth_tokens=ops:0123456789abcdef")) {
            assertEquals(401, node.get("/").status());
            assertEquals("Bearer realm=\"admin\"", node.get("/").header("WWW-Authenticate"));
            assertEquals(401, yaml(node, CONFIG).status());
            assertEquals(
                    200,
                    node.admin("GET", "/", "", "", "Authorization", "Bearer 0123456789abcdef")
                            .status());
        }
    }

    @Test
    void keepsWhatWasPostedForTheNextStart() throws Exception {
        String hash;
        try (StandaloneNode node = new StandaloneNode(prefix)) {
            assertEquals(201, yaml(node, CONFIG).status());
            assertEquals(201, yaml(node, CONFIG.replace("/two", "/three")).status());
            hash = node.node().configurationHash();
        }
        try (StandaloneNode node = new StandaloneNode(prefix)) {
            assertEquals(hash, node.node().configurationHash());
            assertEquals("/three", node.get("/routes/r2").json().at("/paths/0").asText());
            assertEquals(404, node.proxied("/two"));
        }
    }

    @Test
    void aBadConfigurationChangesNothing() throws Exception {
        try (StandaloneNode node = new StandaloneNode(prefix)) {
            assertEquals(201, yaml(node, CONFIG).status());
            String hash = node.node().configurationHash();
            JsonNode before = node.get("/services/s1").json();
            assertEquals(400, yaml(node, CONFIG + "upstreams: [{name: '-'}]").status());
            assertEquals(hash, node.node().configurationHash());
            assertEquals(before, node.get("/services/s1").json());
        }
    }

    @Test
    void whatIsExportedMeansTheSame() throws Exception {
        try (StandaloneNode node = new StandaloneNode(prefix)) {
            yaml(node, CONFIG);
            JsonNode route = node.get("/routes/r1").json();
            String exported = node.get("/config").json().path("config").asText();
            assertTrue(exported.contains("_transform: false"), exported);
            assertEquals(201, yaml(node, exported).status());
            ObjectNode again = (ObjectNode) node.get("/routes/r1").json();
            // another text of the same meaning is an update
            again.set("updated_at", route.get("updated_at"));
            assertEquals(route, again);
        }
    }

    @Test
    @Tag("R171")
    void readsTheFileAgainOrChangesNothing() throws Exception {
        Path file = Files.writeString(prefix.resolve("gateway.yml"), CONFIG);
        try (StandaloneNode node = new StandaloneNode(prefix, "declarative_config=" + file)) {
            assertEquals(404, node.proxied("/three"));
            Files.writeString(file, CONFIG.replace("/two", "/three"));
            assertEquals(List.of(), node.node().reload(Optional.empty()));
            assertNotEquals(404, node.proxied("/three"));

            String hash = node.node().configurationHash();
            Files.writeString(file, "services: 1");
            ReloadException refused =
                    assertThrows(ReloadException.class, () -> node.node().reload(Optional.empty()));
            assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
            assertEquals(hash, node.node().configurationHash());
        }
    }

    @Test
    @Tag("R99")
    void hasNoDataPlanes() throws Exception {
        try (StandaloneNode node = new StandaloneNode(prefix)) {
            for (String path : List.of("/clustering/data-planes", "/clustering/status")) {
                StandaloneNode.Answer answer = node.get(path);
                assertEquals(400, answer.status(), path);
                assertEquals(
                        "this endpoint is only available when Kong is configured to run as Control Plane for the"
                                + " cluster",
                        answer.message());
            }
        }
    }

    @Test
    void speaksTlsAndHttp2() throws Exception {
        TestCertificate certificate = TestCertificate.of("localhost");
        Path pem = Files.writeString(prefix.resolve("admin.crt"), certificate.pem());
        Path key = Files.writeString(prefix.resolve("admin.key"), certificate.keyPem());
        HttpClient client = HttpClient.newBuilder()
                .sslContext(certificate.context(certificate.certificate()))
                .build();
        try (StandaloneNode node = new StandaloneNode(
                prefix, "admin_listen=127.0.0.1:0 http2 ssl", "admin_ssl_cert=" + pem, "admin_ssl_cert_key=" + key)) {
            URI config = URI.create("https://127.0.0.1:" + node.adminPort() + "/config");
            for (HttpClient.Version version : HttpClient.Version.values()) {
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(config)
                                .version(version)
                                .header("Content-Type", "text/yaml")
                                .POST(HttpRequest.BodyPublishers.ofString(CONFIG))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertEquals(201, answer.statusCode());
                assertEquals(version, answer.version());
            }
        }
    }

    @Test
    void tellsWhatBecameOfLookUpsWithTheNewClient(@TempDir Path directory) throws Exception {
        try (StandaloneNode counting = new StandaloneNode(directory, "new_dns_client=on")) {
            counting.post("/config", """
                    {"_format_version": "3.0",
                     "services": [{"name": "s", "host": "localhost", "port": 1, "retries": 0, "routes": [{"paths": ["/r"]}]}]}
                    """);
            assertEquals(502, counting.proxied("/r"));
            assertEquals(502, counting.proxied("/r"));
            JsonNode document = counting.get("/status/dns").json();
            assertEquals(1, document.at("/worker/count").asInt());
            JsonNode name = document.at("/stats/localhost");
            assertEquals(2, name.path("runs").asInt(), document.toString());
            assertEquals(1, name.path("hit_lru").asInt(), document.toString());
            assertEquals(1, name.path("miss").asInt(), document.toString());
        }
    }
}
