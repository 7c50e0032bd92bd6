package io.gatehouse.acceptance.hybrid;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gatehouse.acceptance.http.AdminClient;
import io.gatehouse.acceptance.http.Http;
import io.gatehouse.acceptance.http.RequestFlow;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.DataPlane;
import io.gatehouse.acceptance.node.Figures;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.acceptance.node.TestDatabase;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two control planes on one database, and data planes that know both of them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ControlPlaneListIT {
    private static final int WRITERS = 2;
    private static final int ENDS = 4;
    private static final Duration PAUSE_OF_A_WRITER = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @RegisterExtension
    static final Nodes NODES = new Nodes();

    private static List<ControlPlane> controlPlanes;
    private static List<DataPlane> dataPlanes;

    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private volatile boolean writing = true;

    @BeforeAll
    static void startAll() {
        TestDatabase database = TestDatabase.create();
        ControlPlane one = NODES.controlPlane("one").on(database);
        ControlPlane two = NODES.controlPlane("two").on(database);
        controlPlanes = List.of(one, two);
        controlPlanes.forEach(ControlPlane::start);
        dataPlanes = List.of(dataPlane("first-of-one", one, two), dataPlane("first-of-two", two, one));
        AdminClient admin = one.client();
        admin.create(
                "/services",
                "{'name': 'echo', 'url': 'http://127.0.0.1:" + NODES.upstream().port() + "'}");
        admin.create("/services/echo/routes", "{'name': 'steady', 'paths': ['/steady']}");
        dataPlanes.forEach(dataPlane -> dataPlane.awaitStatus(200, "/steady"));
    }

    private static DataPlane dataPlane(String name, ControlPlane first, ControlPlane second) {
        DataPlane dataPlane = NODES.dataPlane(name, first);
        dataPlane.set("cluster_control_plane", first.clusterAddress() + ", " + second.clusterAddress());
        dataPlane.start();
        return dataPlane;
    }

    @Test
    @Order(1)
    @Tag("R48")
    @Tag("R172")
    void changeReachesTheDataPlanesOfTheOtherAtOnce() {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String path = "/change-" + i;
            controlPlanes.get(i % 2).client().change("/routes/steady", "{'paths': ['/steady', '" + path + "']}");
            long begin = System.nanoTime();
            dataPlanes.get((i + 1) % 2).awaitStatus(200, path);
            times.add((System.nanoTime() - begin) / 1e6);
        }
        Figures.milliseconds("change, from acknowledged by one to visible at a data plane of the other", times);
    }

    /** Writers go on with the other control plane when theirs is away, as a client behind a balancer does. */
    @Test
    @Order(2)
    @Tag("R172")
    @Tag("R173")
    @Tag("R175")
    @Tag("R177")
    void loseNothingAcknowledgedWhileTheyEndInTurn() throws Exception {
        Random random = new Random(48);
        List<Thread> writers = new ArrayList<>();
        try (RequestFlow flow = RequestFlow.start(dataPlanes.get(0).proxy().getPort(), "/steady", 50)) {
            for (int i = 0; i < WRITERS; i++) {
                int number = i;
                Thread writer = new Thread(() -> write(number), "writer");
                writers.add(writer);
                writer.start();
            }
            for (int end = 0; end < ENDS; end++) {
                int enough = acknowledged.size() + 10 + random.nextInt(40);
                await().atMost(PATIENCE).until(() -> acknowledged.size() >= enough);
                ControlPlane ending = controlPlanes.get(end % 2);
                if (random.nextBoolean()) {
                    ending.kill();
                } else {
                    ending.stop();
                }
                awaitServed("the newest write while a control plane is away", List.of(newest()));
                ending.start();
            }
            writing = false;
            for (Thread writer : writers) {
                writer.join();
            }
            for (ControlPlane controlPlane : controlPlanes) {
                for (String name : acknowledged) {
                    assertEquals(
                            200, controlPlane.client().get("/routes/" + name).status(), name);
                }
            }
            awaitServed("every acknowledged write", List.copyOf(acknowledged));
            await("all run the same")
                    .atMost(PATIENCE)
                    .until(() -> dataPlanes
                            .get(0)
                            .configurationHash()
                            .equals(dataPlanes.get(1).configurationHash()));
            assertEquals(List.of(), flow.end().failures());
        }
        Figures.count("writes acknowledged while control planes ended in turn", acknowledged.size());
    }

    private String newest() {
        return acknowledged.stream().reduce((before, after) -> after).orElseThrow();
    }

    private static void awaitServed(String what, List<String> names) {
        await(what)
                .atMost(PATIENCE)
                .until(() -> names.stream()
                        .allMatch(name -> dataPlanes.stream()
                                .allMatch(dataPlane -> dataPlane.get("/" + name).status() == 200)));
    }

    private void write(int number) {
        for (int i = 0; writing; i++) {
            String name = "w" + number + "-" + i;
            String body = "{'name': '" + name + "', 'paths': ['/" + name + "']}";
            AdminClient admin = controlPlanes.get((number + i) % 2).client();
            try {
                Http.Answer answer = admin.send("POST", "/services/echo/routes", body);
                if (answer.status() == 201) {
                    acknowledged.add(name);
                }
            } catch (UncheckedIOException away) {
                // was not acknowledged; the next write goes to the other one
            }
            LockSupport.parkNanos(PAUSE_OF_A_WRITER.toNanos());
        }
    }
}
