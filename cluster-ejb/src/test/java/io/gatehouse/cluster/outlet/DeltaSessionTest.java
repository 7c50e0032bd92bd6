package io.gatehouse.cluster.outlet;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.store.SchemaMigration;
import io.gatehouse.cluster.store.TestDatabase;
import io.gatehouse.model.link.delta.Applied;
import io.gatehouse.model.link.delta.Delta;
import io.gatehouse.model.link.delta.Name;
import io.gatehouse.model.link.delta.Refused;
import io.gatehouse.model.link.delta.Resume;
import io.gatehouse.model.link.delta.Snapshot;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.snapshot.ConfigHash;
import io.gatehouse.model.snapshot.ConfigTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions with deltas: real database, real TLS, and a data plane that checks what it gets. */
class DeltaSessionTest {
    private static final UUID NODE = new UUID(1, 1);

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

    private Follower connect(ControlPlane to) throws Exception {
        return new Follower(to, pair, NODE, ConfigHash.EMPTY, ConfigTable.empty());
    }

    private static ObjectNode service(String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("host", "example.com");
    }

    private JsonNode shown() {
        return controlPlane.registry().page(10, Optional.empty()).data().get(0);
    }

    @Test
    void sendsEverythingOnceAndThenOnlyWhatChanges() throws Exception {
        controlPlane.create("services", service("s0"));
        try (Follower follower = connect(controlPlane)) {
            assertTrue(follower.answer.contains("Sec-WebSocket-Protocol: gatehouse.v1\r\n"), follower.answer);
            follower.follow(1);
            assertInstanceOf(Snapshot.class, follower.messages.get(0));
            controlPlane.create("services", service("s1"));
            follower.follow(2);
            Delta delta = assertInstanceOf(Delta.class, follower.messages.get(2));
            assertEquals(1, delta.changes().size());
            assertTrue(delta.encode().length < 1024);
            controlPlane.delete("services", "s0");
            follower.follow(3);
            assertEquals(1, follower.table.rows("services").size());
        }
    }

    /** The follower compares content and hash after every delta; the plain session tells what they must be. */
    @Test
    void randomChangesLeadToWhatAPlainSessionGets() throws Exception {
        Random random = new Random(5);
        List<String> services = new ArrayList<>();
        List<String> consumers = new ArrayList<>();
        try (Follower follower = connect(controlPlane);
                Probe plain = Probe.connect(controlPlane.address(), Optional.of(pair))) {
            plain.upgrade(UUID.randomUUID(), "3.9.3");
            plain.binary(controlPlane.basicInfo());
            plain.readFrame();
            for (int i = 0; i < 60; i++) {
                int choice = random.nextInt(5);
                if (choice < 2 || services.isEmpty()) {
                    ObjectNode made = service("s" + i).put("enabled", random.nextBoolean());
                    services.add(controlPlane.create("services", made).get("id").asText());
                } else if (choice == 2) {
                    ObjectNode route = JsonNodeFactory.instance.objectNode().put("name", "r" + i);
                    route.putArray("paths").add("/p" + i);
                    route.putObject("service").put("id", services.get(random.nextInt(services.size())));
                    controlPlane.create("routes", route);
                } else if (choice == 3) {
                    String name = "c" + i;
                    controlPlane.create(
                            "consumers", JsonNodeFactory.instance.objectNode().put("username", name));
                    consumers.add(name);
                } else if (!consumers.isEmpty()) {
                    controlPlane.delete("consumers", consumers.remove(random.nextInt(consumers.size())));
                }
                if (random.nextInt(4) == 0) {
                    String id = services.get(random.nextInt(services.size()));
                    controlPlane.update(
                            "services",
                            id,
                            JsonNodeFactory.instance.objectNode().put("enabled", random.nextBoolean()));
                }
            }
            follower.follow(controlPlane.revision());
            String hash;
            do {
                hash = plain.readFrame().json().path("config_hash").asText();
            } while (!hash.equals(follower.hash));
        }
    }

    @Test
    void goesOnWhereADataPlaneStandsAlsoAfterARestart() throws Exception {
        controlPlane.create("services", service("s0"));
        Follower before = connect(controlPlane);
        before.follow(1);
        before.close();
        controlPlane.create("services", service("s1"));
        try (Follower back = new Follower(controlPlane, pair, NODE, before.content, before.table)) {
            back.follow(2);
            assertInstanceOf(Delta.class, back.messages.get(0));
            try (ControlPlane another = new ControlPlane(database, pair);
                    Follower there = new Follower(another, pair, NODE, back.content, back.table)) {
                there.follow(2);
                assertInstanceOf(Name.class, there.messages.get(0));
                assertEquals(1, there.messages.size());
            }
        }
    }

    @Test
    void sendsEverythingToOneThatStandsNowhereKnown() throws Exception {
        controlPlane.create("services", service("s0"));
        try (Follower follower = connect(controlPlane)) {
            follower.follow(1);
            follower.report(new Resume("f".repeat(32)));
            assertInstanceOf(Snapshot.class, follower.read());
            assertInstanceOf(Name.class, follower.read());
        }
    }

    @Test
    void showsWhatBecameOfAConfigurationAndWaitsForABetterOne() throws Exception {
        try (Follower follower = connect(controlPlane)) {
            follower.follow(0);
            String good = follower.content;
            ConfigTable goodTable = follower.table;
            follower.report(new Applied(0, 12));
            controlPlane.create("services", service("bad"));
            follower.follow(1);
            follower.report(new Refused(
                    1,
                    good,
                    Optional.of("services"),
                    Optional.of("x"),
                    Optional.of("bad"),
                    Optional.of("host"),
                    "is not\nliked"));
            await().until(() -> shown().at("/delivery/refused").isObject());
            JsonNode delivery = shown().path("delivery");
            assertEquals("delta", delivery.path("mode").asText());
            assertEquals(0, delivery.path("revision").asLong());
            assertEquals(12, delivery.path("latency_ms").asLong());
            assertEquals("bad", delivery.at("/refused/entity_name").asText());
            assertEquals("host", delivery.at("/refused/field").asText());

            follower.content = good;
            follower.table = goodTable;
            controlPlane.delete("services", "bad");
            // what is left is what the data plane has: only the name is new
            Name name = assertInstanceOf(Name.class, follower.read());
            assertEquals(good, name.content());
            assertEquals(2, name.revision());
            follower.report(new Applied(2, 1));
            await().until(() -> shown().at("/delivery/refused").isNull());
            assertEquals(2, shown().at("/delivery/revision").asLong());
        }
    }
}
