package io.gatehouse.acceptance.hybrid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.acceptance.http.AdminClient;
import io.gatehouse.acceptance.http.RequestFlow;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.DataPlane;
import io.gatehouse.acceptance.node.Nodes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests that flow while the configuration changes. */
class LoadIT {
    private static final int PER_SECOND = 1000;
    private static final int CHANGES = 40;
    private static final Duration LEAST_TIME = Duration.ofSeconds(4);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    @Test
    @Tag("R90")
    @Tag("R93")
    void noRequestFailsWhileConfigurationChanges() throws Exception {
        ControlPlane controlPlane = nodes.sharedControlPlane();
        AdminClient admin = controlPlane.client();
        admin.create(
                "/services",
                "{'name': 'echo', 'url': 'http://127.0.0.1:" + nodes.upstream().port() + "'}");
        admin.create("/services/echo/routes", "{'name': 'steady', 'paths': ['/steady']}");
        DataPlane dataPlane = nodes.dataPlane("data-plane", controlPlane);
        dataPlane.start();
        dataPlane.awaitStatus(200, "/steady");

        try (RequestFlow flow = RequestFlow.start(dataPlane.proxy().getPort(), "/steady", PER_SECOND)) {
            long begin = System.nanoTime();
            int changes = 0;
            while (changes < CHANGES || System.nanoTime() - begin < LEAST_TIME.toNanos()) {
                changes++;
                admin.create("/services/echo/routes", "{'name': 'r" + changes + "', 'paths': ['/r" + changes + "']}");
                // each of these makes the router, the service and its connections, or the plugins anew
                admin.change("/services/echo", "{'read_timeout': " + (60_000 + changes) + "}");
                if (changes % 10 == 0) {
                    admin.create("/services/echo/plugins", "{'name': 'correlation-id'}");
                    dataPlane.awaitStatus(200, "/r" + changes);
                    admin.get("/services/echo/plugins")
                            .json()
                            .path("data")
                            .forEach(plugin ->
                                    admin.delete("/plugins/" + plugin.path("id").asText()));
                }
            }
            dataPlane.awaitStatus(200, "/r" + changes);
            RequestFlow.Result result = flow.end();
            System.out.println("[figure] requests while " + 2 * changes + " changes were made: " + result);
            assertEquals(List.of(), result.failures());
            assertTrue(result.succeeded() > PER_SECOND, result::toString);
        }
    }
}
