package io.gatehouse.acceptance.hybrid;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.acceptance.http.AdminClient;
import io.gatehouse.acceptance.http.Http;
import io.gatehouse.acceptance.link.Relay;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.DataPlane;
import io.gatehouse.acceptance.node.Figures;
import io.gatehouse.acceptance.node.Nodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two control planes on one database, each with a data plane. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoControlPlanesIT {
    private static final Duration EVERYWHERE = Duration.ofSeconds(20);

    @RegisterExtension
    static final Nodes NODES = new Nodes();

    private static ControlPlane one;
    private static ControlPlane two;
    private static Relay database;
    private static Relay balancer;
    private static DataPlane dataPlaneOfOne;
    private static DataPlane dataPlaneBehindBalancer;

    private AdminClient adminOfOne;
    private AdminClient adminOfTwo;

    @BeforeEach
    void startAll() {
        one = NODES.sharedControlPlane();
        if (two == null) {
            two = NODES.besideSharedControlPlane("second-control-plane");
            database = NODES.relay(NODES.databaseOfSharedControlPlane().port());
            two.set("pg_port", Integer.toString(database.port()));
            two.start();
            balancer = NODES.relay(two.clusterPort());
            dataPlaneOfOne = NODES.dataPlane("data-plane-of-one", one);
            dataPlaneOfOne.start();
            dataPlaneBehindBalancer = NODES.dataPlane("data-plane-of-two")
                    .dialling(balancer.port())
                    .with(two.pair());
            dataPlaneBehindBalancer.start();
        }
        adminOfOne = one.client();
        adminOfTwo = two.client();
        adminOfOne.create(
                "/services",
                "{'name': 'echo', 'url': 'http://127.0.0.1:" + NODES.upstream().port() + "'}");
        adminOfOne.create("/services/echo/routes", "{'name': 'first', 'paths': ['/first']}");
        dataPlaneOfOne.awaitStatus(200, "/first");
        dataPlaneBehindBalancer.awaitStatus(200, "/first");
    }

    @Test
    @Order(1)
    @Tag("R48")
    void changeOnOneReachesTheDataPlaneOfTheOther() {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            AdminClient admin = i % 2 == 0 ? adminOfOne : adminOfTwo;
            DataPlane other = i % 2 == 0 ? dataPlaneBehindBalancer : dataPlaneOfOne;
            admin.change("/routes/first", "{'paths': ['/change-" + i + "']}");
            long acknowledged = System.nanoTime();
            other.awaitStatus(200, "/change-" + i);
            times.add((System.nanoTime() - acknowledged) / 1e6);
        }
        Figures.milliseconds("change, from acknowledged by one to visible behind the other control plane", times);
        assertTrue(times.stream().allMatch(time -> time < 7000), times::toString);
    }

    @Test
    @Order(2)
    @Tag("R48")
    @Tag("R96")
    void bothListBothDataPlanes() {
        for (AdminClient admin : List.of(adminOfOne, adminOfTwo)) {
            await().atMost(EVERYWHERE).until(() -> {
                String rows = admin.get("/clustering/data-planes?size=1000").text();
                return rows.contains(dataPlaneOfOne.id()) && rows.contains(dataPlaneBehindBalancer.id());
            });
        }
    }

    @Test
    @Order(3)
    @Tag("R174")
    void oneOfTwoConflictingWritesWinsAndAllAgree() throws Exception {
        for (int i = 0; i < 10; i++) {
            String body = "{'name': 'unique-" + i + "', 'url': 'http://127.0.0.1:1'}";
            CompletableFuture<Http.Answer> there =
                    CompletableFuture.supplyAsync(() -> adminOfTwo.send("POST", "/services", body));
            int here = adminOfOne.send("POST", "/services", body).status();
            List<Integer> statuses = Stream.of(
                            here, there.get(30, TimeUnit.SECONDS).status())
                    .sorted()
                    .toList();
            assertEquals(List.of(201, 409), statuses);

            String mine = "{'paths': ['/of-one-" + i + "']}";
            String theirs = "{'paths': ['/of-two-" + i + "']}";
            there = CompletableFuture.supplyAsync(() -> adminOfTwo.send("PATCH", "/routes/first", theirs));
            adminOfOne.send("PATCH", "/routes/first", mine).expect(200);
            there.get(30, TimeUnit.SECONDS).expect(200);
        }
        String stored = adminOfOne.get("/routes/first").json().at("/paths/0").asText();
        dataPlaneOfOne.awaitStatus(200, stored);
        dataPlaneBehindBalancer.awaitStatus(200, stored);
        await().atMost(EVERYWHERE)
                .until(() -> dataPlaneOfOne.configurationHash().equals(dataPlaneBehindBalancer.configurationHash()));
    }

    @Test
    @Order(4)
    @Tag("R175")
    void oneThatLosesItsDatabaseRecoversWithoutRestart() {
        database.cut();
        Http.Answer refused = adminOfTwo.send("POST", "/services", "{'name': 'lost', 'url': 'http://127.0.0.1:1'}");
        assertEquals(500, refused.status(), refused::toString);
        await().atMost(EVERYWHERE)
                .until(() -> Http.get(two.status(), "/status/ready").status() == 503);
        adminOfOne.create("/services/echo/routes", "{'name': 'meanwhile', 'paths': ['/meanwhile']}");
        dataPlaneOfOne.awaitStatus(200, "/meanwhile");
        dataPlaneBehindBalancer.get("/first").expect(200);

        database.mend();
        dataPlaneBehindBalancer.awaitStatus(200, "/meanwhile");
        await().atMost(EVERYWHERE)
                .until(() -> Http.get(two.status(), "/status/ready").status() == 200);
        adminOfTwo.create("/services", "{'name': 'found', 'url': 'http://127.0.0.1:1'}");
        assertEquals(404, adminOfOne.get("/services/lost").status());
    }

    @Test
    @Order(5)
    @Tag("R175")
    void requestsAreAnsweredAlthoughEveryConnectionToTheDatabaseEnded() throws Exception {
        for (int round = 0; round < 3; round++) {
            answerInParallel(round + "-before");
            database.cut();
            database.mend();
            answerInParallel(round + "-after");
        }
    }

    private void answerInParallel(String name) throws Exception {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String body = "{'name': 'c-" + name + "-" + i + "', 'host': 'a.b'}";
            answers.add(CompletableFuture.supplyAsync(
                    () -> adminOfTwo.send("POST", "/services", body).status()));
            answers.add(CompletableFuture.supplyAsync(
                    () -> adminOfTwo.get("/services/echo").status()));
        }
        for (int i = 0; i < answers.size(); i++) {
            assertEquals(i % 2 == 0 ? 201 : 200, answers.get(i).get(30, TimeUnit.SECONDS), name + i);
        }
    }

    @Test
    @Order(6)
    @Tag("R48")
    @Tag("R173")
    @Tag("R180")
    void dataPlaneOfAKilledControlPlaneGoesToTheOther() {
        two.kill();
        balancer.leadTo(one.clusterPort());
        dataPlaneBehindBalancer.get("/first").expect(200);

        adminOfOne.create("/services/echo/routes", "{'name': 'second', 'paths': ['/second']}");

        dataPlaneOfOne.awaitStatus(200, "/second");
        dataPlaneBehindBalancer.awaitStatus(200, "/second");
    }
}
