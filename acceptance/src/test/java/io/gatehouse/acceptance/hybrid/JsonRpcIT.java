package io.gatehouse.acceptance.hybrid;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.acceptance.http.AdminClient;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.DataPlane;
import io.gatehouse.acceptance.node.Nodes;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Control plane and data plane with {@code cluster_rpc} and {@code cluster_incremental_sync}. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JsonRpcIT {
    private static final Pattern VERSION = Pattern.compile("0{16}\\d{16}");

    @RegisterExtension
    static final Nodes NODES = new Nodes();

    private static ControlPlane controlPlane;
    private static DataPlane dataPlane;

    private AdminClient admin;

    @BeforeEach
    void startAll() {
        ControlPlane without = NODES.sharedControlPlane();
        admin = without.client();
        if (controlPlane == null) {
            controlPlane = NODES.besideSharedControlPlane("rpc-control-plane");
            controlPlane.set("cluster_rpc", "on");
            controlPlane.set("cluster_incremental_sync", "on");
            controlPlane.start();
            dataPlane = NODES.dataPlane("rpc-data-plane", controlPlane);
            dataPlane.set("cluster_rpc", "on");
            dataPlane.set("cluster_incremental_sync", "on");
            dataPlane.start();
        }
        admin.create(
                "/services",
                "{'name': 'echo', 'url': 'http://127.0.0.1:" + NODES.upstream().port() + "'}");
        admin.create("/services/echo/routes", "{'name': 'first', 'paths': ['/first']}");
        dataPlane.awaitStatus(200, "/first");
    }

    @Test
    @Order(1)
    void changesAreSeenThroughTheProxyAndNamedByTheirVersion() {
        assertTrue(VERSION.matcher(dataPlane.configurationHash()).matches(), dataPlane.configurationHash());
        for (int i = 0; i < 5; i++) {
            admin.change("/routes/first", "{'paths': ['/change-" + i + "']}");
            dataPlane.awaitStatus(200, "/change-" + i);
        }
        admin.change("/services/echo", "{'enabled': false}");
        dataPlane.awaitStatus(404, "/change-4");
        admin.change("/services/echo", "{'enabled': true}");
        dataPlane.awaitStatus(200, "/change-4");
    }

    @Test
    @Order(2)
    void theControlPlaneShowsTheDataPlaneAndItsVersion() {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            JsonNode row = row();
            return row.path("config_hash").asText().equals(dataPlane.configurationHash());
        });
        assertEquals("normal", row().get("sync_status").asText());
        assertEquals("[\"kong.sync.v2\"]", row().get("rpc_capabilities").toString());
    }

    private JsonNode row() {
        for (JsonNode row :
                admin.get("/clustering/data-planes?size=1000").json().path("data")) {
            if (row.path("id").asText().equals(dataPlane.id())) {
                return row;
            }
        }
        throw new AssertionError("no row of " + dataPlane.id());
    }

    @Test
    @Order(3)
    void aDataPlaneGoesBackToWholeConfigurationsWhereTheLinkIsMissing() {
        DataPlane other = NODES.dataPlane("data-plane-of-another", NODES.sharedControlPlane());
        admin.create(
                "/services",
                "{'name': 'echo', 'url': 'http://127.0.0.1:" + NODES.upstream().port() + "'}");
        admin.create("/services/echo/routes", "{'name': 'first', 'paths': ['/first']}");
        other.set("cluster_rpc", "on");
        other.set("cluster_incremental_sync", "on");
        other.start();
        other.awaitStatus(200, "/first");
    }
}
