package io.gatehouse.acceptance.hybrid;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.acceptance.http.AdminClient;
import io.gatehouse.acceptance.http.Http.Answer;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.DataPlane;
import io.gatehouse.acceptance.node.Figures;
import io.gatehouse.acceptance.node.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is changed through the Admin API of a control plane changes how its data plane proxies. */
class ChangeIT {
    @RegisterExtension
    final Nodes nodes = new Nodes();

    private AdminClient admin;
    private DataPlane dataPlane;

    @BeforeEach
    void serveOneRoute() {
        ControlPlane controlPlane = nodes.sharedControlPlane();
        admin = controlPlane.client();
        admin.create("/services", "{'name': 'echo', 'url': '" + nodes.upstream().url() + "'}");
        admin.create("/services/echo/routes", "{'name': 'first', 'paths': ['/first']}");
        dataPlane = nodes.dataPlane("data-plane", controlPlane);
        dataPlane.start();
        dataPlane.awaitStatus(200, "/first");
    }

    @Test
    @Tag("R91")
    @Tag("R140")
    void createdAndDeletedRoutesComeAndGo() {
        JsonNode received = dataPlane.get("/first/item?q=1").expect(200).json();
        assertEquals("GET", received.path("method").asText());
        assertEquals("/item?q=1", received.path("path").asText());

        admin.delete("/routes/first");
        dataPlane.awaitStatus(404, "/first");
    }

    @Test
    @Tag("R90")
    @Tag("R91")
    void changesAreVisibleSoon() {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            String path = "/change-" + i;
            admin.change("/routes/first", "{'paths': ['" + path + "']}");
            long acknowledged = System.nanoTime();
            dataPlane.awaitStatus(200, path);
            times.add((System.nanoTime() - acknowledged) / 1e6);
        }
        Figures.milliseconds("change, from acknowledged to visible at the proxy", times);
        assertTrue(times.stream().allMatch(time -> time < 5000), times::toString);
    }

    @Test
    @Tag("R91")
    @Tag("R135")
    void keyAuthGuardsServiceOnceItIsThere() {
        JsonNode plugin = admin.create("/services/echo/plugins", "{'name': 'key-auth'}");
        dataPlane.awaitStatus(401, "/first");
        Answer refused = dataPlane.get("/first").expect(401);
        assertEquals(
                "No API key found in request", refused.json().path("message").asText());

        admin.create("/consumers", "{'username': 'alice', 'custom_id': 'a-1'}");
        admin.create("/consumers/alice/key-auth", "{'key': 'key-of-alice'}");
        dataPlane.awaitStatus(200, "/first", "apikey", "key-of-alice");
        JsonNode headers =
                dataPlane.get("/first", "apikey", "key-of-alice").json().path("headers");
        assertEquals("alice", headers.path("x-consumer-username").asText());
        assertEquals("a-1", headers.path("x-consumer-custom-id").asText());
        dataPlane.get("/first", "apikey", "another").expect(401);

        admin.change("/plugins/" + plugin.path("id").asText(), "{'config': {'key_names': ['token']}}");
        dataPlane.awaitStatus(200, "/first", "token", "key-of-alice");
        dataPlane.get("/first", "apikey", "key-of-alice").expect(401);

        admin.delete("/consumers/alice");
        dataPlane.awaitStatus(401, "/first", "token", "key-of-alice");
    }

    @Test
    void disabledServiceVanishes() {
        admin.change("/services/echo", "{'enabled': false}");
        dataPlane.awaitStatus(404, "/first");
        admin.change("/services/echo", "{'enabled': true}");
        dataPlane.awaitStatus(200, "/first");
    }

    @Test
    void refusedChangeChangesNothing() {
        String before = dataPlane.configurationHash();
        admin.send("PATCH", "/routes/first", "{'paths': ['no-slash']}").expect(400);
        admin.send("POST", "/services", "{'name': 'echo', 'host': 'another'}").expect(409);
        // a push would come before that of a change which is made now
        admin.create("/services/echo/routes", "{'paths': ['/second']}");
        dataPlane.awaitStatus(200, "/second");
        dataPlane.get("/first").expect(200);
        assertNotEquals(before, dataPlane.configurationHash());
    }

    @Test
    @Tag("R93")
    void requestInFlightSurvivesChanges() throws Exception {
        CompletableFuture<Answer> streamed = CompletableFuture.supplyAsync(() -> dataPlane.get("/first/streamed"));
        await().until(() -> nodes.upstream().waiting() == 1);
        for (int i = 0; i < 20; i++) {
            admin.create("/services/echo/routes", "{'name': 'r" + i + "', 'paths': ['/r" + i + "']}");
        }
        dataPlane.awaitStatus(200, "/r19");
        admin.delete("/routes/first");
        dataPlane.awaitStatus(404, "/first");
        nodes.upstream().letPass();
        assertEquals(
                "first;last", streamed.get(10, TimeUnit.SECONDS).expect(200).text());
    }
}
