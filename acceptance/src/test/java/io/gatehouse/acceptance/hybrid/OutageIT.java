package io.gatehouse.acceptance.hybrid;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.acceptance.http.AdminClient;
import io.gatehouse.acceptance.http.Http;
import io.gatehouse.acceptance.http.RequestFlow;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.DataPlane;
import io.gatehouse.acceptance.node.Nodes;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A control plane with its own database ends, in order or by force, and comes back. */
class OutageIT {
    private static final int WRITERS = 4;
    private static final int WRITES_BEFORE_KILL = 100;
    private static final Duration CHANGE = Duration.ofSeconds(30);

    @RegisterExtension
    static final Nodes NODES = new Nodes();

    private static ControlPlane controlPlane;
    private static DataPlane dataPlane;

    private AdminClient admin;

    @BeforeEach
    void startBoth() {
        if (controlPlane == null) {
            controlPlane = NODES.controlPlane("control-plane");
            controlPlane.start();
            dataPlane = NODES.dataPlane("data-plane", controlPlane);
            dataPlane.start();
        }
        admin = controlPlane.client();
        admin.deleteEverything();
        admin.create(
                "/services",
                "{'name': 'echo', 'url': 'http://127.0.0.1:" + NODES.upstream().port() + "'}");
        admin.create("/services/echo/routes", "{'name': 'steady', 'paths': ['/steady']}");
        dataPlane.awaitStatus(200, "/steady");
    }

    @Test
    @Tag("R87")
    @Tag("R175")
    void noAcknowledgedWriteIsLostWhenItIsKilled() throws Exception {
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        List<Thread> writers = new ArrayList<>();
        try (RequestFlow flow = RequestFlow.start(dataPlane.proxy().getPort(), "/steady", 100)) {
            for (int i = 0; i < WRITERS; i++) {
                String prefix = "w" + i + "-";
                Thread writer = new Thread(() -> writeUntilItFails(prefix, acknowledged), "writer");
                writers.add(writer);
                writer.start();
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> acknowledged.size() >= WRITES_BEFORE_KILL);
            controlPlane.kill();
            for (Thread writer : writers) {
                writer.join();
            }
            controlPlane.start();
            for (String name : acknowledged) {
                assertEquals(200, admin.get("/routes/" + name).status(), name);
            }
            await("every acknowledged route is served")
                    .atMost(CHANGE)
                    .until(() -> acknowledged.stream()
                            .allMatch(name -> dataPlane.get("/" + name).status() == 200));
            assertEquals(List.of(), flow.end().failures());
        }
    }

    private void writeUntilItFails(String prefix, Queue<String> acknowledged) {
        try {
            for (int i = 0; ; i++) {
                String name = prefix + i;
                Http.Answer answer = admin.send(
                        "POST", "/services/echo/routes", "{'name': '" + name + "', 'paths': ['/" + name + "']}");
                if (answer.status() != 201) {
                    return;
                }
                acknowledged.add(name);
            }
        } catch (UncheckedIOException killed) {
            // this is what ends the writing
        }
    }

    @Test
    @Tag("R65")
    @Tag("R68")
    @Tag("R77")
    @Tag("R88")
    @Tag("R178")
    void dataPlaneServesAndRestartsWhileItIsStopped() {
        assertEquals(0, controlPlane.stop());
        String hash = dataPlane.configurationHash();
        dataPlane.get("/steady").expect(200);

        dataPlane.kill();
        dataPlane.start();
        dataPlane.get("/steady").expect(200);
        assertEquals(hash, dataPlane.configurationHash());
        Http.get(dataPlane.status(), "/status/ready").expect(200);

        controlPlane.start();
        admin.create("/services/echo/routes", "{'name': 'later', 'paths': ['/later']}");
        dataPlane.awaitStatus(200, "/later");
        dataPlane.get("/steady").expect(200);
        List<String> complaints = dataPlane.log().linesWith("retrying after");
        assertFalse(complaints.isEmpty());
        assertTrue(complaints.size() < 30, () -> String.join("\n", complaints));
    }
}
