package io.gatehouse.acceptance.hybrid;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.acceptance.http.AdminClient;
import io.gatehouse.acceptance.link.Relay;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.DataPlane;
import io.gatehouse.acceptance.node.Nodes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several data planes of one control plane. */
class DataPlanesIT {
    private static final Duration SYNCHRONISED = Duration.ofSeconds(10);
    private static final int FOURTEEN_DAYS = 1_209_600;

    @RegisterExtension
    final Nodes nodes = new Nodes();

    private ControlPlane controlPlane;
    private AdminClient admin;
    private DataPlane first;
    private DataPlane second;

    @BeforeEach
    void startTwo() {
        controlPlane = nodes.sharedControlPlane();
        admin = controlPlane.client();
        admin.create(
                "/services",
                "{'name': 'echo', 'url': 'http://127.0.0.1:" + nodes.upstream().port() + "'}");
        admin.create("/services/echo/routes", "{'name': 'first', 'paths': ['/first']}");
        first = nodes.dataPlane("first", controlPlane);
        second = nodes.dataPlane("second", controlPlane);
        first.launch();
        second.set("cluster_dp_labels", "deployment:cloud1,region:us-east-1");
        second.start();
        second.awaitStatus(200, "/first");
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> first.get("/first").status() == 200);
    }

    private JsonNode row(DataPlane node) {
        for (JsonNode row : admin.get("/clustering/data-planes?size=1000")
                .expect(200)
                .json()
                .path("data")) {
            if (row.path("id").asText().equals(node.id())) {
                return row;
            }
        }
        throw new AssertionError("no row of " + node.id());
    }

    private String reportedHash(DataPlane node) {
        return row(node).path("config_hash").asText();
    }

    @Test
    @Tag("R7")
    @Tag("R58")
    @Tag("R94")
    void areListedWithTheirState() {
        await().atMost(SYNCHRONISED).until(() -> reportedHash(second).equals(second.configurationHash()));
        JsonNode row = row(second);
        Set<String> fields = new TreeSet<>();
        row.fieldNames().forEachRemaining(fields::add);
        assertTrue(
                fields.containsAll(Set.of(
                        "id",
                        "hostname",
                        "ip",
                        "last_seen",
                        "config_hash",
                        "sync_status",
                        "version",
                        "ttl",
                        "updated_at",
                        "labels",
                        "cert_details")),
                fields::toString);
        assertEquals("127.0.0.1", row.path("ip").asText());
        assertEquals("normal", row.path("sync_status").asText());
        assertEquals("3.9.3", row.path("version").asText());
        assertEquals("cloud1", row.at("/labels/deployment").asText());
        assertEquals("us-east-1", row.at("/labels/region").asText());
        long now = Instant.now().getEpochSecond();
        assertTrue(Math.abs(now - row.path("last_seen").asLong()) <= 30, row::toString);
        assertTrue(
                row.path("ttl").asInt() > FOURTEEN_DAYS - 60 && row.path("ttl").asInt() <= FOURTEEN_DAYS);
        assertEquals(
                controlPlane.pair().load().expiresAt().getEpochSecond(),
                row.at("/cert_details/expiry_timestamp").asLong());
        assertTrue(admin.get("/clustering/data-planes").json().has("next"));
        JsonNode status = admin.get("/clustering/status").expect(200).json();
        assertEquals(
                reportedHash(second),
                status.path(second.id()).path("config_hash").asText());
    }

    @Test
    @Tag("R59")
    @Tag("R96")
    void haveEqualHashesBeforeAndAfterAChange() {
        // for a moment after a change each shows the name by which it follows changes
        await().atMost(SYNCHRONISED).until(() -> first.configurationHash().equals(second.configurationHash()));
        String before = first.configurationHash();

        admin.create("/services/echo/routes", "{'name': 'second', 'paths': ['/second']}");

        first.awaitStatus(200, "/second");
        second.awaitStatus(200, "/second");
        assertNotEquals(before, first.configurationHash());
        await().atMost(SYNCHRONISED).until(() -> {
            String after = first.configurationHash();
            return after.equals(second.configurationHash())
                    && after.equals(reportedHash(first))
                    && after.equals(reportedHash(second));
        });
    }

    @Test
    @Tag("R92")
    void aDataPlaneThatHangsDelaysNobody() throws Exception {
        signal("STOP", first);
        try {
            for (int i = 0; i < 10; i++) {
                long begin = System.nanoTime();
                admin.create("/services/echo/routes", "{'name': 'r" + i + "', 'paths': ['/r" + i + "']}");
                assertTrue(System.nanoTime() - begin < Duration.ofSeconds(5).toNanos());
                second.awaitStatus(200, "/r" + i);
            }
        } finally {
            signal("CONT", first);
        }
        first.awaitStatus(200, "/r9");
    }

    @Test
    @Tag("R83")
    @Tag("R86")
    @Tag("R88")
    @Tag("R89")
    void oneThatWasCutOffGetsOnlyTheLatestConfiguration() {
        Relay relay = nodes.relay(controlPlane.clusterPort());
        DataPlane distant = nodes.dataPlane("distant").dialling(relay.port()).with(controlPlane.pair());
        distant.start();
        distant.awaitStatus(200, "/first");
        assertEquals(1, relay.connections());

        relay.cut();
        for (int i = 0; i < 50; i++) {
            admin.change("/routes/first", "{'paths': ['/change-" + i + "']}");
        }
        second.awaitStatus(200, "/change-49");
        distant.get("/first").expect(200);

        distant.log().mark();
        relay.mend();
        distant.awaitStatus(200, "/change-49");
        // the hash follows the rows
        await().until(() -> second.configurationHash().equals(distant.configurationHash()));
        // all that it missed is one delta
        assertEquals(
                1, distant.log().linesWith(" applied").size(), distant.log().text());
        assertEquals(1, relay.connections());
    }

    private static void signal(String name, DataPlane node) throws IOException, InterruptedException {
        int status = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + node.pid())
                .inheritIO()
                .start()
                .waitFor();
        assertEquals(0, status);
    }
}
