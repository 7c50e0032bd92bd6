package io.gatehouse.cluster.outlet;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.outlet.Probe.Frame;
import io.gatehouse.cluster.store.SchemaMigration;
import io.gatehouse.cluster.store.TestDatabase;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A scripted stock data plane on the JSON-RPC link of a real control plane. */
class RpcOutletTest {
    private static final String STOCK_PLUGINS = "{\"key-auth\":true,\"acl\":true,\"basic-auth\":true}";

    private final CertificatePair pair = ClusterCertificate.generate(Duration.ofDays(2));
    private final DataSource database = TestDatabase.create();
    private final UUID id = UUID.randomUUID();
    private ControlPlane controlPlane;

    @BeforeEach
    void start() {
        SchemaMigration.run(database);
        controlPlane = new ControlPlane(database, pair);
    }

    @AfterEach
    void stop() {
        controlPlane.close();
    }

    private RpcProbe connect() throws Exception {
        RpcProbe probe = RpcProbe.open(controlPlane, pair);
        probe.hello(id, "3.9.3", STOCK_PLUGINS);
        return probe;
    }

    private static ObjectNode service(String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("host", "example.com");
    }

    private static List<JsonNode> deltas(JsonNode answer, String type) {
        return StreamSupport.stream(answer.at("/result/default/deltas").spliterator(), false)
                .filter(delta -> delta.path("type").asText().equals(type))
                .toList();
    }

    private static long version(JsonNode answer) {
        return StreamSupport.stream(answer.at("/result/default/deltas").spliterator(), false)
                .mapToLong(delta -> delta.path("version").asLong())
                .max()
                .orElse(0);
    }

    @Test
    void answersTheHelloAsAStockControlPlane() throws Exception {
        try (RpcProbe probe = RpcProbe.open(controlPlane, pair)) {
            assertEquals(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"rpc_capabilities\":[\"kong.sync.v2\"],"
                            + "\"rpc_frame_encoding\":\"x-snappy-framed\"}}",
                    probe.hello(id, "3.9.3", STOCK_PLUGINS).toString());
        }
    }

    @Test
    void givesEverythingToADataPlaneThatHasNothing() throws Exception {
        ObjectNode disabled = controlPlane.create("services", service("off").put("enabled", false));
        try (RpcProbe probe = connect()) {
            JsonNode answer = probe.getDelta(0);

            assertTrue(answer.at("/result/default/wipe").asBoolean());
            JsonNode workspace = deltas(answer, "workspaces").get(0);
            assertEquals("default", workspace.at("/entity/name").asText());
            JsonNode row = deltas(answer, "services").get(0);
            assertEquals(disabled.get("id"), row.at("/entity/id"));
            assertEquals(workspace.at("/entity/id"), row.get("ws_id"));
            assertEquals(1, deltas(answer, "parameters").size());
            assertFalse(row.has("pk"));
            assertTrue(version(answer) > 0);

            JsonNode nothing = probe.getDelta(version(answer));
            assertEquals(
                    "{\"default\":{\"deltas\":{},\"wipe\":false}}",
                    nothing.get("result").toString());
        }
    }

    @Test
    void tellsOfAChangeAndGivesTheDifference() throws Exception {
        try (RpcProbe probe = connect()) {
            long version = version(probe.getDelta(0));
            ObjectNode service = controlPlane.create("services", service("one"));
            ObjectNode route = JsonNodeFactory.instance.objectNode().put("name", "r");
            route.putArray("paths").add("/r");
            route.putObject("service").set("id", service.get("id"));
            route = controlPlane.create("routes", route);
            assertTrue(probe.newVersion() > version);

            JsonNode answer = probe.getDelta(version);
            assertFalse(answer.at("/result/default/wipe").asBoolean());
            assertEquals(service.get("id"), deltas(answer, "services").get(0).at("/pk/id"));
            await().until(() -> !deltas(probe.getDelta(version), "routes").isEmpty());
            answer = probe.getDelta(version);
            assertEquals(service.get("id"), deltas(answer, "routes").get(0).at("/entity/service/id"));

            long later = version(answer);
            controlPlane.delete("routes", "r");
            await().until(() -> !deltas(probe.getDelta(later), "routes").isEmpty());
            JsonNode gone = deltas(probe.getDelta(later), "routes").get(0);
            assertTrue(gone.get("entity").isNull());
            assertEquals(route.get("id"), gone.at("/pk/id"));
        }
    }

    @Test
    void givesEverythingToADataPlaneOfAnotherTime() throws Exception {
        try (RpcProbe probe = connect()) {
            assertTrue(probe.getDelta(1_000_000).at("/result/default/wipe").asBoolean());
        }
    }

    @Test
    @Tag("R183")
    void keepsWhatAStockDataPlaneHasNeverHeardOfToItself() throws Exception {
        ObjectNode consumer = controlPlane.create(
                "consumers", JsonNodeFactory.instance.objectNode().put("username", "anna"));
        ObjectNode credential = JsonNodeFactory.instance.objectNode().put("subject_name", "anna@example.com");
        credential.putObject("consumer").set("id", consumer.get("id"));
        controlPlane.create("mtls_auth_credentials", credential);
        try (RpcProbe probe = connect()) {
            JsonNode answer = probe.getDelta(0);
            assertEquals(1, deltas(answer, "consumers").size());
            assertTrue(deltas(answer, "mtls_auth_credentials").isEmpty());
        }
    }

    @Test
    @Tag("R182")
    void refusesToGiveWhatTheDataPlaneHasNoPluginFor() throws Exception {
        controlPlane.create("plugins", JsonNodeFactory.instance.objectNode().put("name", "cors"));
        try (RpcProbe probe = connect()) {
            JsonNode answer = probe.getDelta(0);
            assertEquals(-32000, answer.at("/error/code").asInt());
            assertTrue(answer.at("/error/message").asText().contains("cors"));
            await().until(() -> row().path("sync_status").asText().equals("plugin_set_incompatible"));
        }
    }

    @Test
    void showsTheDataPlaneWithItsVersion() throws Exception {
        try (RpcProbe probe = connect()) {
            long version = version(probe.getDelta(0));
            probe.getDelta(version);
            JsonNode row = row();
            assertEquals("normal", row.get("sync_status").asText());
            assertEquals(String.format("%032d", version), row.get("config_hash").asText());
            assertEquals("[\"kong.sync.v2\"]", row.get("rpc_capabilities").toString());
            assertEquals("127.0.0.1", row.get("ip").asText());
            assertEquals("3.9.3", row.get("version").asText());
        }
    }

    private JsonNode row() {
        return controlPlane.registry().page(10, Optional.empty()).data().stream()
                .filter(row -> row.get("id").asText().equals(id.toString()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void answersErrorsByTheirCodes() throws Exception {
        try (RpcProbe probe = connect()) {
            probe.send("{\"id\":0,\"method\":\"kong.sync.v2.nothing\",\"params\":[],\"jsonrpc\":\"2.0\"}");
            assertEquals(-32601, probe.receive().at("/error/code").asInt());
            probe.send("{\"id\":1,\"method\":\"kong.sync.v2.get_delta\",\"params\":[{}],\"jsonrpc\":\"2.0\"}");
            assertEquals(-32000, probe.receive().at("/error/code").asInt());
        }
    }

    @Test
    void closesWithoutAWordWhenTheSubprotocolIsMissing() throws Exception {
        try (Probe probe = Probe.connect(controlPlane.address(), Optional.of(pair))) {
            probe.send(Probe.request("/v2/outlet"));
            assertEquals("", probe.readHead());
        }
        try (Probe probe = Probe.connect(controlPlane.address(), Optional.of(pair))) {
            probe.send(RpcProbe.request("other.v1"));
            assertEquals("", probe.readHead());
        }
        try (Probe probe = Probe.connect(controlPlane.address(), Optional.of(pair))) {
            probe.send(RpcProbe.request("other.v1, kong.meta.v1"));
            assertTrue(probe.readHead().contains("Sec-WebSocket-Protocol: kong.meta.v1\r\n"));
        }
    }

    @Test
    void closesWithoutAWordWhenTheCertificateIsAnother() throws Exception {
        CertificatePair other = ClusterCertificate.generate(Duration.ofDays(2));
        try (Probe probe = Probe.connect(controlPlane.address(), Optional.of(other))) {
            probe.send(RpcProbe.request("kong.meta.v1"));
            assertEquals("", probe.readHead());
        }
    }

    @Test
    void refusesANewerMinorVersion() throws Exception {
        try (RpcProbe probe = RpcProbe.open(controlPlane, pair)) {
            probe.probe.binary("{\"id\":1,\"method\":\"kong.meta.v1.hello\",\"params\":[{\"rpc_frame_encodings\":"
                    + "[\"x-snappy-framed\"],\"kong_version\":\"3.10.0\",\"kong_node_id\":\"" + id
                    + "\"}],\"jsonrpc\":\"2.0\"}");
            assertEquals(Frame.CLOSE, probe.probe.readFrame().opcode());
            assertEquals("kong_version_incompatible", row().get("sync_status").asText());
        }
    }

    @Test
    void closesSessionsThatSendRubbish() throws Exception {
        Random random = new Random(11);
        for (int round = 0; round < 10; round++) {
            try (RpcProbe probe = round % 2 == 0 ? connect() : RpcProbe.open(controlPlane, pair)) {
                byte[] rubbish = new byte[1 + random.nextInt(300)];
                random.nextBytes(rubbish);
                probe.probe.frame(0x82, rubbish);
                assertEquals(Frame.CLOSE, probe.probe.readFrame().opcode());
            }
        }
        try (RpcProbe probe = connect()) {
            probe.probe.frame(0x81, "text".getBytes(StandardCharsets.UTF_8));
            assertEquals(Frame.CLOSE, probe.probe.readFrame().opcode());
        }
        try (RpcProbe probe = connect()) {
            assertTrue(probe.getDelta(0).has("result"));
        }
    }

    @Test
    void asksASilentDataPlaneForASignOfLifeAndThenGivesItUp() throws Exception {
        try (RpcProbe probe = connect()) {
            probe.getDelta(0);
            controlPlane.lead.addAndGet(Duration.ofSeconds(31).toNanos());
            Frame ping = probe.probe.readFrame();
            assertEquals(9, ping.opcode());
            controlPlane.lead.addAndGet(Duration.ofSeconds(15).toNanos());
            assertEquals(Frame.CLOSE, probe.probe.readFrame().opcode());
        }
    }

    @Test
    void givesUpWhoSaysNoHello() throws Exception {
        try (RpcProbe probe = RpcProbe.open(controlPlane, pair)) {
            controlPlane.lead.addAndGet(Duration.ofSeconds(5).toNanos());
            assertEquals(Frame.CLOSE, probe.probe.readFrame().opcode());
        }
    }
}
