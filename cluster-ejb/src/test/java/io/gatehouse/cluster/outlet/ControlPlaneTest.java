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
import io.gatehouse.model.snapshot.ConfigHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From a change in the database to the frame at a data plane, on real parts. */
class ControlPlaneTest {

    private final CertificatePair pair = ClusterCertificate.generate(Duration.ofDays(2));
    private final DataSource database = TestDatabase.create();
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

    private Probe connect(ControlPlane to, UUID id) throws Exception {
        Probe probe = Probe.connect(to.address(), Optional.of(pair));
        probe.upgrade(id, "3.9.3");
        probe.binary(to.basicInfo());
        return probe;
    }

    private static ObjectNode document(String field, String value) {
        return JsonNodeFactory.instance.objectNode().put(field, value);
    }

    private static ObjectNode service(String name) {
        return document("name", name).put("host", "example.com");
    }

    private static JsonNode table(Frame push) throws Exception {
        return push.json().path("config_table");
    }

    @Test
    void sendsAnEmptyDatabaseAsWorkspaceAndParameters() throws Exception {
        try (Probe probe = connect(controlPlane, UUID.randomUUID())) {
            JsonNode message = probe.readFrame().json();
            ObjectNode table = (ObjectNode) message.path("config_table");
            assertEquals(4, table.size(), table.toString());
            assertEquals("default", table.at("/workspaces/0/name").asText());
            assertEquals("cluster_id", table.at("/parameters/0/key").asText());
            assertEquals(
                    ConfigHash.compute(table).config(),
                    message.path("config_hash").asText());
            assertEquals(ConfigHash.EMPTY, message.at("/hashes/routes").asText());
        }
    }

    @Test
    void sendsRowsWithFlatReferencesAndEveryField() throws Exception {
        ObjectNode service = controlPlane.create("services", service("s1"));
        ObjectNode route = document("name", "r1");
        route.putArray("paths").add("/a");
        route.set("service", document("id", service.get("id").asText()));
        controlPlane.create("routes", route);
        ObjectNode consumer = controlPlane.create("consumers", document("username", "alice"));
        ObjectNode credential = document("key", "secret").put("ttl", 1000);
        credential.set("consumer", document("id", consumer.get("id").asText()));
        controlPlane.create("keyauth_credentials", credential);
        ObjectNode plugin = document("name", "key-auth");
        controlPlane.create("plugins", plugin);
        try (Probe probe = connect(controlPlane, UUID.randomUUID())) {
            JsonNode table = table(probe.readFrame());
            assertEquals(service.get("id"), table.at("/routes/0/service"));
            assertTrue(table.at("/services/0").has("client_certificate"));
            assertTrue(table.at("/services/0/client_certificate").isNull());
            assertTrue(table.at("/plugins/0/consumer").isNull());
            assertEquals(consumer.get("id"), table.at("/keyauth_credentials/0/consumer"));
            long expiry = table.at("/keyauth_credentials/0/ttl").asLong();
            long now = System.currentTimeMillis() / 1000;
            assertTrue(expiry > now + 900 && expiry <= now + 1001, "expires at " + expiry);
            assertFalse(table.at("/services/0").has("ws_id"));
        }
    }

    @Test
    @Tag("R47")
    void pushesAChangeOfAnotherControlPlaneAtOnce() throws Exception {
        try (ControlPlane second = new ControlPlane(database, pair);
                Probe here = connect(controlPlane, UUID.randomUUID());
                Probe there = connect(second, UUID.randomUUID())) {
            here.readFrame();
            there.readFrame();
            List<Long> millis = new ArrayList<>();
            for (int number = 0; number < 10; number++) {
                // each is the first change after a quiet time
                await().pollDelay(Duration.ofMillis(150)).until(() -> true);
                long begun = System.nanoTime();
                controlPlane.create("services", service("s" + number));
                assertEquals(
                        number + 1, table(there.readFrame()).path("services").size());
                millis.add((System.nanoTime() - begun) / 1_000_000);
                assertEquals(
                        number + 1, table(here.readFrame()).path("services").size());
            }
            Collections.sort(millis);
            // far below the poll interval of 5 s, with room for a busy machine
            assertTrue(millis.get(5) < 1000, "from change to frame, ms: " + millis);
        }
    }

    @Test
    void showsDataPlanesOfAllControlPlanesOnEach() throws Exception {
        UUID first = new UUID(1, 1);
        UUID other = new UUID(2, 2);
        try (ControlPlane second = new ControlPlane(database, pair);
                Probe here = connect(controlPlane, first);
                Probe there = connect(second, other)) {
            String hash = here.readFrame().json().path("config_hash").asText();
            here.ping(hash);
            assertEquals(Frame.PONG, here.readFrame().opcode());
            there.readFrame();
            there.ping(hash);
            assertEquals(Frame.PONG, there.readFrame().opcode());
            second.registry().flush();
            JsonNode status = controlPlane.registry().status();
            assertEquals(hash, status.at("/" + first + "/config_hash").asText());
            assertEquals(hash, status.at("/" + other + "/config_hash").asText());
            assertEquals(
                    "normal",
                    controlPlane
                            .registry()
                            .page(10, Optional.empty())
                            .data()
                            .get(0)
                            .get("sync_status")
                            .asText());
        }
    }

    @Test
    void collectsABurstAndEndsWithTheLastState() throws Exception {
        try (Probe probe = connect(controlPlane, UUID.randomUUID())) {
            probe.readFrame();
            for (int number = 0; number < 50; number++) {
                controlPlane.create("services", service("s" + number));
            }
            controlPlane.delete("services", "s7");
            int frames = 0;
            int services;
            do {
                services = table(probe.readFrame()).path("services").size();
                frames++;
            } while (services != 49);
            assertTrue(frames < 50, frames + " frames for 51 changes");
        }
    }
}
