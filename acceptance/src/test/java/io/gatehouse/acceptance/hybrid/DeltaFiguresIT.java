package io.gatehouse.acceptance.hybrid;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.acceptance.http.AdminClient;
import io.gatehouse.acceptance.link.Relay;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.DataPlane;
import io.gatehouse.acceptance.node.Figures;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.acceptance.node.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How fast, and in how many bytes, a change reaches the proxy. The limits are those of a busy machine; the figures in the output are
 * for readers.
 */
class DeltaFiguresIT {
    private static final int MANY = 100_000;
    private static final int BURST = 1_000;
    private static final int WRITERS = 8;
    private static final Duration LOADING = Duration.ofMinutes(3);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    private AdminClient admin;
    private DataPlane dataPlane;
    private Relay relay;
    private JsonNode service;

    private void start(int routes) throws Exception {
        TestDatabase database = TestDatabase.create();
        ControlPlane controlPlane = nodes.controlPlane("control-plane").on(database);
        controlPlane.heap(1500).start();
        admin = controlPlane.client();
        service = admin.create(
                "/services", "{'name': 'echo', 'url': '" + nodes.upstream().url() + "'}");
        admin.create("/services/echo/routes", "{'name': 'first', 'paths': ['/first']}");
        ManyRoutes.add(database, service.path("id").asText(), routes);
        relay = nodes.relay(controlPlane.clusterPort());
        dataPlane = nodes.dataPlane("data-plane", controlPlane).dialling(relay.port());
        dataPlane.heap(1500).start();
        await().atMost(LOADING).until(() -> dataPlane.get("/bulk/" + routes).status() == 200);
    }

    @Test
    @Tag("R90")
    @Tag("R91")
    void changesAmongTenEntities() throws Exception {
        start(8);
        change("10 entities", 30, 100);
        burst("10 entities");
    }

    @Test
    @Tag("R90")
    @Tag("R91")
    void changesAmongManyEntities() throws Exception {
        start(MANY);
        change(MANY + " entities", 20, 100);
        burst(MANY + " entities");
    }

    private void change(String among, int warmUp, int count) {
        List<Double> times = new ArrayList<>();
        List<Long> sizes = new ArrayList<>();
        for (int i = 0; i < warmUp + count; i++) {
            String path = "/change-" + i;
            long before = relay.returned();
            admin.change("/routes/first", "{'paths': ['" + path + "']}");
            long acknowledged = System.nanoTime();
            dataPlane.awaitStatus(200, path);
            if (i >= warmUp) {
                times.add((System.nanoTime() - acknowledged) / 1e6);
                sizes.add(relay.returned() - before);
            }
        }
        double p99 = Figures.percentile("change among " + among + ", from acknowledged to visible at the proxy", times);
        long median = sizes.stream().sorted().toList().get(count / 2);
        Figures.bytes("change among " + among + ", from the control plane on the wire with TLS and pongs", median);
        assertTrue(median <= 1024, () -> "bytes for one change: " + sizes);
        assertTrue(p99 < 1000, times::toString);
    }

    private void burst(String among) throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<?>> writing = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int own = writer;
                writing.add(writers.submit(() -> {
                    for (int i = own; i < BURST; i += WRITERS) {
                        admin.create("/services/echo/routes", "{'paths': ['/burst/" + i + "/']}");
                    }
                }));
            }
            for (Future<?> end : writing) {
                end.get();
            }
            long acknowledged = System.nanoTime();
            for (int i = BURST - 2 * WRITERS; i < BURST; i++) {
                dataPlane.awaitStatus(200, "/burst/" + i + "/");
            }
            double millis = (System.nanoTime() - acknowledged) / 1e6;
            Figures.milliseconds(
                    BURST + " writes among " + among + ", from the last to all visible at the proxy", millis);
            assertTrue(millis < 3000, () -> millis + " ms");
        } finally {
            writers.shutdownNow();
        }
    }
}
