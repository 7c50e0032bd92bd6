package io.gatehouse.acceptance.hybrid;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.acceptance.http.AdminClient;
import io.gatehouse.acceptance.link.Relay;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.DataPlane;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.acceptance.node.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deltas between a control plane and its data plane, and what both tell about them. */
class DeltaIT {
    private static final int BULK = 3_000;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    private TestDatabase database;
    private ControlPlane controlPlane;
    private AdminClient admin;
    private DataPlane dataPlane;
    private Relay relay;

    @BeforeEach
    void serveManyRoutes() throws Exception {
        database = TestDatabase.create();
        controlPlane = nodes.controlPlane("control-plane").on(database);
        controlPlane.start();
        admin = controlPlane.client();
        JsonNode service = admin.create(
                "/services", "{'name': 'echo', 'url': '" + nodes.upstream().url() + "'}");
        admin.create("/services/echo/routes", "{'name': 'first', 'paths': ['/first']}");
        ManyRoutes.add(database, service.path("id").asText(), BULK);
        relay = nodes.relay(controlPlane.clusterPort());
        dataPlane = nodes.dataPlane("data-plane", controlPlane).dialling(relay.port());
        dataPlane.start();
        dataPlane.awaitStatus(200, "/bulk/" + BULK);
    }

    private JsonNode shown() {
        return admin.get("/clustering/data-planes").json().path("data").path(0);
    }

    private void awaitRefusal(boolean present) {
        await().atMost(PATIENCE).until(() -> shown().at("/delivery/refused").isObject() == present);
    }

    @Test
    @Tag("R94")
    void reportsWhatItAppliedUnderOneHash() {
        admin.change("/routes/first", "{'paths': ['/second']}");
        dataPlane.awaitStatus(200, "/second");
        // the name that other makes know comes once the configuration is still
        await().atMost(PATIENCE)
                .until(() -> shown().path("config_hash").asText().equals(dataPlane.configurationHash())
                        && shown().at("/delivery/revision").asLong() >= 4);
        JsonNode delivery = shown().path("delivery");
        assertEquals("delta", delivery.path("mode").asText());
        assertTrue(delivery.path("latency_ms").isIntegralNumber());
        assertTrue(delivery.path("applied_at").asLong() > 1_700_000_000);
        assertTrue(delivery.path("refused").isNull());
    }

    @Test
    void aRefusedChangeIsShownAndTheNextGoodOneApplied() throws Exception {
        ManyRoutes.execute(database, "UPDATE route SET paths = ARRAY['no-slash'] WHERE name = 'first'");
        awaitRefusal(true);
        JsonNode refused = shown().at("/delivery/refused");
        assertEquals("routes", refused.path("entity_type").asText());
        assertEquals("first", refused.path("entity_name").asText());
        assertEquals("paths[1]", refused.path("field").asText());
        assertTrue(refused.path("message").asText().contains("start with: /"), refused::toString);
        controlPlane.log().awaitLineWith("data plane refuses the configuration", PATIENCE);
        dataPlane.get("/first").expect(200);

        // a change of another row does not help, and does no harm
        admin.create("/services/echo/routes", "{'name': 'other', 'paths': ['/other']}");
        dataPlane.get("/first").expect(200);

        ManyRoutes.execute(database, "UPDATE route SET paths = ARRAY['/mended'] WHERE name = 'first'");
        dataPlane.awaitStatus(200, "/mended");
        dataPlane.get("/other").expect(200);
        awaitRefusal(false);
    }

    @Test
    @Tag("R85")
    void bothEndsComeBackWithoutSendingEverythingAgain() {
        admin.change("/routes/first", "{'paths': ['/second']}");
        dataPlane.awaitStatus(200, "/second");
        dataPlane.stop();
        long before = relay.returned();
        dataPlane.start();
        dataPlane.awaitStatus(200, "/second");
        admin.change("/routes/first", "{'paths': ['/third']}");
        dataPlane.awaitStatus(200, "/third");
        long afterDataPlane = relay.returned();
        assertTrue(afterDataPlane - before < 20_000, () -> afterDataPlane - before + " bytes");

        controlPlane.stop();
        controlPlane.start();
        admin.change("/routes/first", "{'paths': ['/fourth']}");
        dataPlane.awaitStatus(200, "/fourth");
    }

    @Test
    void aKilledDataPlaneFindsItsLastDelta() {
        admin.change("/routes/first", "{'paths': ['/second']}");
        dataPlane.awaitStatus(200, "/second");
        await().atMost(PATIENCE).until(() -> shown().at("/delivery/revision").asLong() >= 4);
        dataPlane.kill();
        relay.cut();
        dataPlane.start();
        dataPlane.awaitStatus(200, "/second");
        dataPlane.get("/bulk/" + BULK).expect(200);
    }
}
