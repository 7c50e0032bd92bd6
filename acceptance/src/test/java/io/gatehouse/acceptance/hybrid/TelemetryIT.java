package io.gatehouse.acceptance.hybrid;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.acceptance.http.AdminClient;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.DataPlane;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.acceptance.node.TestDatabase;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.pki.PinnedTrustManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What data planes count arrives at the control plane, once. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TelemetryIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration AFTER_RESTART = Duration.ofSeconds(90);
    private static final String EVERYTHING = "/clustering/telemetry?group_by=service,route,consumer,status_class";
    private static final int BUFFER = 1000;
    private static final String SECRET = "marked-4711";

    @RegisterExtension
    static final Nodes NODES = new Nodes();

    private static ControlPlane controlPlane;
    private static DataPlane dataPlane;
    private static AdminClient admin;

    @BeforeAll
    static void start() {
        controlPlane =
                NODES.controlPlane("control-plane").on(TestDatabase.create()).withTelemetry();
        controlPlane.start();
        admin = controlPlane.client();
        dataPlane = NODES.dataPlane("data-plane", controlPlane);
        dataPlane.set("cluster_telemetry_endpoint", "127.0.0.1:" + controlPlane.telemetryPort());
        dataPlane.set("analytics_buffer_size_limit", Integer.toString(BUFFER));
        dataPlane.start();
    }

    private static JsonNode report(String path) {
        return admin.get(path).expect(200).json();
    }

    /** Requests by service, route, consumer and class of status, over all minutes. */
    private static Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        for (JsonNode row : report(EVERYTHING).path("data")) {
            String key = row.path("service").asText() + " " + row.path("route").asText() + " "
                    + row.path("consumer").asText() + " "
                    + row.path("status_class").asText();
            counts.merge(key, row.path("requests").asLong(), Long::sum);
        }
        return counts;
    }

    private static long total() {
        return counts().values().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    @Order(1)
    @Tag("R147")
    @Tag("R148")
    @Tag("R150")
    void countsRequestsByWhatTheyBelongTo() {
        String service = admin.create(
                        "/services",
                        "{'name': 'echo', 'url': 'http://127.0.0.1:"
                                + NODES.upstream().port() + "'}")
                .path("id")
                .asText();
        String open = admin.create("/services/echo/routes", "{'name': 'open', 'paths': ['/open']}")
                .path("id")
                .asText();
        String closed = admin.create("/services/echo/routes", "{'name': 'closed', 'paths': ['/closed']}")
                .path("id")
                .asText();
        String consumer =
                admin.create("/consumers", "{'username': 'anna'}").path("id").asText();
        admin.create("/consumers/anna/key-auth", "{'key': '" + SECRET + "'}");
        admin.create("/routes/closed/plugins", "{'name': 'key-auth'}");
        dataPlane.awaitStatus(401, "/closed");
        dataPlane.get("/closed", "apikey", SECRET).expect(200);
        dataPlane.log().awaitLineWith("telemetry goes to the control plane", SOON);

        for (int i = 0; i < 30; i++) {
            dataPlane.get("/open?" + SECRET).expect(200);
        }
        for (int i = 0; i < 5; i++) {
            dataPlane.get("/closed").expect(401);
        }
        String ofNobody = service + " " + open + " null 2xx";
        await().atMost(SOON).until(() -> counts().getOrDefault(ofNobody, 0L) == 30);
        assertEquals(6, counts().get(service + " " + closed + " null 4xx"));
        assertEquals(1, counts().get(service + " " + closed + " " + consumer + " 2xx"));
        assertTrue(counts().containsKey("null null null 4xx"), "what came before the routes were there");

        JsonNode hour = report("/clustering/telemetry?resolution=hour");
        long requests = 0;
        for (JsonNode row : hour.path("data")) {
            requests += row.path("requests").asLong();
            assertEquals(0, row.path("start").asLong() % 3600);
            long inBuckets = 0;
            for (JsonNode bucket : row.path("latency_ms").path("buckets")) {
                inBuckets += bucket.asLong();
            }
            assertEquals(row.path("requests").asLong(), inBuckets);
        }
        assertEquals(total(), requests);
        assertEquals(0, hour.path("dropped").asLong());
        assertFalse(report(EVERYTHING).toString().contains(SECRET));
    }

    @Test
    @Order(2)
    void saysWhatIsWrongWithAQuestion() {
        assertEquals(
                "invalid resolution: 'day' is not known; expected minute or hour",
                admin.get("/clustering/telemetry?resolution=day")
                        .expect(400)
                        .json()
                        .path("message")
                        .asText());
    }

    @Test
    @Order(3)
    @Tag("R147")
    void refusesAnotherCertificateAndServesAllTheSame() {
        DataPlane stranger = NODES.dataPlane("stranger")
                .dialling(controlPlane.clusterPort())
                .with(NODES.pair("strange", ClusterCertificate.generate(Duration.ofDays(1))));
        stranger.set("cluster_telemetry_endpoint", "127.0.0.1:" + controlPlane.telemetryPort());
        long before = total();
        stranger.start();
        stranger.get("/open").expect(404);
        stranger.log().awaitLineWith("telemetry cannot be sent", SOON);
        assertFalse(stranger.log().text().contains("telemetry goes to"));
        stranger.stop();
        assertEquals(before, total());
    }

    @Test
    @Order(4)
    void endsHostileConnectionsAndServesOthers() throws Exception {
        String hello = "{\"type\":\"hello\",\"format\":1,\"stream\":\"5c3c1875-5887-4cbd-938f-155794307ee4\"}";
        assertEquals(1003, closeCode(link -> link.sendText("no json", true)));
        assertEquals(1003, closeCode(link -> link.sendText("[".repeat(100_000), true)));
        assertEquals(
                1003,
                closeCode(link -> link.sendText(hello, true)
                        .thenCompose(sent -> sent.sendText("{\"type\":\"batch\",\"sequence\":-1}", true))));
        assertEquals(1003, closeCode(link -> link.sendBinary(ByteBuffer.allocate(1000), true)));
        assertEquals(1009, closeCode(link -> link.sendText(" ".repeat(5 << 20), true)));
        long before = total();
        dataPlane.get("/open").expect(200);
        await().atMost(SOON).until(() -> total() == before + 1);
    }

    private interface Attack {
        CompletionStage<?> on(WebSocket link);
    }

    private static int closeCode(Attack attack) throws Exception {
        CompletableFuture<Integer> code = new CompletableFuture<>();
        WebSocket link = HttpClient.newBuilder()
                .sslContext(tls(controlPlane.pair().load()))
                .build()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create("wss://127.0.0.1:" + controlPlane.telemetryPort()
                                + "/v1/telemetry?node_id=hostile&node_version=3.9.3"),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onClose(WebSocket closed, int status, String reason) {
                                code.complete(status);
                                return null;
                            }

                            @Override
                            public void onError(WebSocket failed, Throwable cause) {
                                code.completeExceptionally(cause);
                            }
                        })
                .get(20, TimeUnit.SECONDS);
        attack.on(link);
        return code.get(30, TimeUnit.SECONDS);
    }

    private static SSLContext tls(CertificatePair pair) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", pair.privateKey(), new char[0], pair.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), new TrustManager[] {new PinnedTrustManager(pair.leaf())}, null);
        return context;
    }

    @Test
    @Order(5)
    @Tag("R149")
    @Tag("R151")
    void keepsTheNewestWhileTheControlPlaneIsAway() {
        long before = total();
        long droppedBefore = report(EVERYTHING).path("dropped").asLong();
        dataPlane.log().mark();
        controlPlane.kill();
        dataPlane.log().awaitLineWith("telemetry cannot be sent", SOON);
        for (int i = 0; i < 1500; i++) {
            dataPlane.get("/open").expect(200);
        }
        for (int i = 0; i < BUFFER; i++) {
            dataPlane.get("/elsewhere").expect(404);
        }
        controlPlane.start();
        await().atMost(AFTER_RESTART).until(() -> total() == before + BUFFER);
        assertEquals(1500, report(EVERYTHING).path("dropped").asLong() - droppedBefore);
        assertTrue(counts().get("null null null 4xx") >= BUFFER, "the newest");
    }

    @Test
    @Order(6)
    void sendsTheRestBeforeItEnds() {
        long before = total();
        for (int i = 0; i < 10; i++) {
            dataPlane.get("/open").expect(200);
        }
        assertEquals(0, dataPlane.stop());
        assertEquals(before + 10, total());
    }
}
