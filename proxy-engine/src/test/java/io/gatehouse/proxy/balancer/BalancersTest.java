package io.gatehouse.proxy.balancer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.proxy.balancer.UpstreamReport.TargetReport;
import io.gatehouse.proxy.dns.DnsSettings;
import io.gatehouse.proxy.dns.HostName;
import io.gatehouse.proxy.dns.LocalNameServer;
import io.gatehouse.proxy.dns.NameResolver;
import io.gatehouse.proxy.dns.RecordType;
import io.gatehouse.proxy.dns.ResolverFile;
import io.gatehouse.proxy.entity.HealthCheckConfig.Limits;
import io.gatehouse.proxy.entity.UpstreamConfig;
import io.gatehouse.proxy.entity.UpstreamConfig.TargetConfig;
import io.gatehouse.proxy.health.ActiveChecks;
import io.gatehouse.proxy.health.HealthState;
import io.gatehouse.proxy.health.TestChecks;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BalancersTest {
    private LocalNameServer server;
    private NameResolver names;
    private Balancers balancers;

    @BeforeEach
    void start() {
        server = new LocalNameServer();
        names = new NameResolver(new DnsSettings(
                List.of(server.address()),
                Path.of("/dev/null"),
                List.of(RecordType.A, RecordType.AAAA),
                false,
                false,
                Optional.empty(),
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                100,
                true,
                ResolverFile.NONE));
        balancers = new Balancers(names);
    }

    @AfterEach
    void stop() {
        names.close();
        server.close();
    }

    private static UpstreamConfig upstream(String hostHeader, TargetConfig... targets) {
        return TestChecks.upstream(TestChecks.OFF, hostHeader, targets);
    }

    private static TargetConfig target(String host, int port, int weight) {
        return new TargetConfig(host + port, host, port, weight);
    }

    private static Selection settle(Selection selection) throws Exception {
        return selection instanceof Selection.Pending pending
                ? pending.later().toCompletableFuture().get(10, TimeUnit.SECONDS)
                : selection;
    }

    private static Map<String, Integer> choose(Balancer balancer, int times) throws Exception {
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < times; i++) {
            Endpoint endpoint = assertInstanceOf(Endpoint.class, settle(balancer.choose(null)));
            counts.merge(endpoint.ip() + " " + endpoint.port(), 1, Integer::sum);
        }
        return counts;
    }

    private Balancer follow(UpstreamConfig upstream) {
        balancers.follow(List.of(), List.of(upstream));
        return balancers.upstream(upstream);
    }

    @Test
    void answersForAddressesAtOnce() {
        Endpoint four =
                assertInstanceOf(Endpoint.class, balancers.host("10.0.0.1", 80).choose(null));
        assertEquals("10.0.0.1", four.host(false));
        assertEquals("10.0.0.1:80", four.host(true));
        Endpoint six =
                assertInstanceOf(Endpoint.class, balancers.host("fd00::1", 8443).choose(null));
        assertEquals("[fd00::1]:8443", six.host(true));
    }

    @Test
    void takesTheAddressesOfAHostInTurn() throws Exception {
        server.addresses("up.test", 60, "10.0.0.1", "10.0.0.2");
        Balancer balancer = balancers.host("Up.test", 8080);
        assertInstanceOf(Selection.Pending.class, balancer.choose(null));
        settle(balancer.choose(null));
        assertInstanceOf(Endpoint.class, balancer.choose(null));
        assertEquals(Map.of("10.0.0.1 8080", 5, "10.0.0.2 8080", 5), choose(balancer, 10));
        Endpoint endpoint = (Endpoint) balancer.choose(null);
        assertEquals("Up.test:8080", endpoint.host(false));
    }

    @Test
    void saysWhyAHostHasNoAddress() throws Exception {
        server.fails("gone.test", DnsResponseCode.NXDOMAIN);
        assertEquals(
                new Selection.Refused(
                        503, "name resolution failed", "resolving gone.test failed: dns server error: 3 name error"),
                settle(balancers.host("gone.test", 80).choose(null)));
        server.fails("broken.test", DnsResponseCode.SERVFAIL);
        assertEquals(
                new Selection.Refused(
                        500,
                        "failed the initial dns/balancer resolve for 'broken.test' with: dns server error: 2 server failure",
                        "resolving broken.test failed: dns server error: 2 server failure"),
                settle(balancers.host("broken.test", 80).choose(null)));
    }

    @Test
    void spreadsOverTargetsByWeight() throws Exception {
        Balancer balancer = balancers.upstream(
                upstream("", target("10.0.0.1", 8001, 10), target("10.0.0.2", 8002, 30), target("10.0.0.3", 8003, 0)));
        assertEquals(Map.of("10.0.0.1 8001", 10, "10.0.0.2 8002", 30), choose(balancer, 40));
    }

    @Test
    void givesEveryAddressOfATargetItsFullWeight() throws Exception {
        server.addresses("many.test", 60, "10.1.0.1", "10.1.0.2");
        Balancer balancer =
                balancers.upstream(upstream("api.test", target("many.test", 80, 10), target("10.0.0.1", 80, 10)));
        assertEquals(Map.of("10.0.0.1 80", 4, "10.1.0.1 80", 4, "10.1.0.2 80", 4), choose(balancer, 12));
        assertEquals("api.test", ((Endpoint) balancer.choose(null)).host(false));
    }

    @Test
    void goesOnWithoutATargetThatHasNoAddress() throws Exception {
        server.fails("gone.test", DnsResponseCode.NXDOMAIN);
        Balancer balancer = balancers.upstream(upstream("", target("gone.test", 80, 100), target("10.0.0.1", 80, 100)));
        assertEquals(Map.of("10.0.0.1 80", 3), choose(balancer, 3));
    }

    @Test
    void refusesWhenNoTargetHasWeight() {
        Balancer balancer = balancers.upstream(upstream("", target("10.0.0.1", 80, 0)));
        Selection.Refused refused = assertInstanceOf(Selection.Refused.class, balancer.choose(null));
        assertEquals(503, refused.status());
        assertEquals("failure to get a peer from the ring-balancer", refused.message());
    }

    @Test
    void followsANewAnswerAndKeepsTheEndpointsThatStay() throws Exception {
        server.addresses("moves.test", 0, "10.1.0.1", "10.1.0.2");
        Balancer balancer = balancers.upstream(upstream("", target("moves.test", 80, 10)));
        List<Endpoint> before = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            before.add((Endpoint) settle(balancer.choose(null)));
        }
        server.addresses("moves.test", 60, "10.1.0.2", "10.1.0.3");
        await().untilAsserted(() -> assertEquals(Map.of("10.1.0.2 80", 2, "10.1.0.3 80", 2), choose(balancer, 4)));
        Endpoint kept = before.stream()
                .filter(endpoint -> endpoint.ip().equals("10.1.0.2"))
                .findFirst()
                .orElseThrow();
        Endpoint first = (Endpoint) balancer.choose(null);
        Endpoint second = (Endpoint) balancer.choose(null);
        assertSame(kept, first.ip().equals("10.1.0.2") ? first : second);
    }

    @Test
    void keepsTheBalancerOfAnUnchangedUpstream() {
        TargetConfig one = target("10.0.0.1", 80, 10);
        Balancer before = follow(upstream("", one));
        assertSame(before, balancers.upstream(upstream("", one)));
        Balancer changed = balancers.upstream(upstream("", one, target("10.0.0.2", 80, 10)));
        assertNotSame(before, changed);
        List<Selection> chosen = List.of(changed.choose(null), changed.choose(null));
        assertEquals(1, chosen.stream().filter(before.choose(null)::equals).count());
        assertSame(balancers.host("a.test", 80), balancers.host("a.test", 80));
    }

    private static UpstreamConfig checked(double threshold, TargetConfig... targets) {
        return TestChecks.upstream(TestChecks.passive(threshold, new Limits(1, 1, 1, 1)), "", targets);
    }

    private static Endpoint find(Balancer balancer, int port) throws Exception {
        for (int i = 0; i < 10; i++) {
            if (settle(balancer.choose(null)) instanceof Endpoint endpoint && endpoint.port() == port) {
                return endpoint;
            }
        }
        throw new AssertionError("port " + port + " is never chosen");
    }

    @Test
    void sendsNothingToAnAddressThatFailed() throws Exception {
        Balancer balancer = follow(checked(0, target("10.0.0.1", 8001, 1), target("10.0.0.2", 8002, 1)));
        balancer.failed(find(balancer, 8001), TryFailure.ERROR);
        assertEquals(Map.of("10.0.0.2 8002", 5), choose(balancer, 5));
        balancer.finished(find(balancer, 8002), 500, 0, 0);
        Selection.Refused refused = assertInstanceOf(Selection.Refused.class, balancer.choose(null));
        assertEquals("failure to get a peer from the ring-balancer", refused.message());
        assertEquals(503, refused.status());
    }

    @Test
    void refusesEverythingWhenTooLittleIsHealthy() throws Exception {
        Balancer balancer = follow(checked(60, target("10.0.0.1", 8001, 1), target("10.0.0.2", 8002, 1)));
        Endpoint failing = find(balancer, 8001);
        balancer.failed(failing, TryFailure.TIMEOUT);
        assertInstanceOf(Selection.Refused.class, balancer.choose(null));
        assertEquals(false, balancers.report("orders").orElseThrow().healthy());
        balancer.finished(failing, 200, 0, 0);
        assertEquals(Map.of("10.0.0.1 8001", 2, "10.0.0.2 8002", 2), choose(balancer, 4));
    }

    @Test
    void keepsTheHealthOfTargetsThatStay() throws Exception {
        TargetConfig one = target("10.0.0.1", 8001, 1);
        TargetConfig two = target("10.0.0.2", 8002, 1);
        Balancer before = follow(checked(0, one, two));
        before.failed(find(before, 8001), TryFailure.ERROR);
        Balancer after = follow(checked(0, one, two, target("10.0.0.3", 8003, 1)));
        assertEquals(Map.of("10.0.0.2 8002", 2, "10.0.0.3 8003", 2), choose(after, 4));
        // a request that began before the change
        before.finished(find(before, 8002), 500, 0, 0);
        assertEquals(Map.of("10.0.0.3 8003", 3), choose(after, 3));
    }

    @Test
    void findsTheHealthOfATargetAgainThatWentAndCameBack() throws Exception {
        TargetConfig one = target("10.0.0.1", 8001, 1);
        TargetConfig two = target("10.0.0.2", 8002, 1);
        Balancer before = follow(checked(0, one, two));
        before.failed(find(before, 8001), TryFailure.ERROR);
        assertEquals(Map.of("10.0.0.2 8002", 3), choose(follow(checked(0, two)), 3));
        assertEquals(Map.of("10.0.0.2 8002", 3), choose(follow(checked(0, one, two)), 3));
    }

    @Test
    void findsTheHealthOfAnUpstreamAgainThatIsMadeAnew() throws Exception {
        TargetConfig one = target("10.0.0.1", 8001, 1);
        TargetConfig two = target("10.0.0.2", 8002, 1);
        UpstreamConfig first = checked(0, one, two);
        Balancer before = follow(first);
        before.failed(find(before, 8001), TryFailure.ERROR);
        balancers.follow(List.of(first), List.of());
        UpstreamConfig second = withId(first, "another");
        balancers.follow(List.of(), List.of(second));
        assertEquals(Map.of("10.0.0.2 8002", 3), choose(balancers.upstream(second), 3));
        // in one step
        UpstreamConfig third = withId(first, "a third");
        Balancer last = balancers.upstream(third);
        balancers.follow(List.of(second), List.of(third));
        assertEquals(Map.of("10.0.0.2 8002", 3), choose(last, 3));
        assertEquals(1, balancers.reports().size());
    }

    private static UpstreamConfig withId(UpstreamConfig upstream, String id) {
        return new UpstreamConfig(
                id,
                upstream.name(),
                upstream.algorithm(),
                upstream.slots(),
                upstream.hashing(),
                upstream.hostHeader(),
                upstream.useSrvName(),
                upstream.clientCertificate(),
                upstream.healthChecks(),
                upstream.targets());
    }

    @Test
    void doesNotLetAConfigurationDecideThatNeverCameIntoForce() throws Exception {
        TargetConfig one = target("10.0.0.1", 8001, 1);
        TargetConfig two = target("10.0.0.2", 8002, 1);
        Balancer before = follow(checked(0, one, two));
        before.failed(find(before, 8001), TryFailure.ERROR);
        balancers.upstream(upstream("", two));
        assertEquals(Map.of("10.0.0.2 8002", 3), choose(before, 3));
        assertEquals(Map.of("10.0.0.2 8002", 3), choose(follow(checked(0, one, two, target("10.0.0.3", 8003, 0))), 3));
    }

    @Test
    void reportsHealthOfTargets() throws Exception {
        server.addresses("many.test", 60, "10.1.0.1", "10.1.0.2");
        server.fails("gone.test", DnsResponseCode.NXDOMAIN);
        Balancer balancer =
                follow(checked(0, target("many.test", 80, 10), target("gone.test", 80, 5), target("10.0.0.1", 81, 0)));
        settle(balancer.choose(null));
        balancer.failed((Endpoint) balancer.choose(null), TryFailure.ERROR);
        UpstreamReport report = balancers.reports().get(0);
        assertEquals(
                List.of("10.0.0.1", "gone.test", "many.test"),
                report.targets().stream().map(TargetReport::host).toList());
        assertEquals(
                List.of("A", "dns server error: 3 name error", "A"),
                report.targets().stream().map(TargetReport::dns).toList());
        assertEquals(
                List.of(true, false, true),
                report.targets().stream().map(TargetReport::healthy).toList());
        assertEquals(
                1,
                report.targets().get(2).addresses().stream()
                        .filter(each -> each.state() == HealthState.UNHEALTHY)
                        .count());
        balancers.follow(List.of(checked(0)), List.of());
        assertEquals(List.of(), balancers.reports());
    }

    @Test
    void setsHealthByHand() throws Exception {
        Balancer balancer = follow(checked(0, target("10.0.0.1", 8001, 1), target("10.0.0.2", 8002, 1)));
        String id = target("10.0.0.1", 8001, 1).id();
        assertEquals(Optional.empty(), balancers.setHealth("orders", id, Optional.empty(), false));
        assertEquals(Map.of("10.0.0.2 8002", 3), choose(balancer, 3));
        assertEquals(Optional.empty(), balancers.setHealth("u1", id, Optional.of("10.0.0.1:8001"), true));
        assertEquals(Map.of("10.0.0.1 8001", 2, "10.0.0.2 8002", 2), choose(balancer, 4));
        assertTrue(balancers
                .setHealth("orders", id, Optional.of("10.0.0.9:1"), true)
                .isPresent());
        follow(upstream("", target("10.0.0.1", 8001, 1)));
        assertEquals(
                Optional.of("no healthchecker found for orders"),
                balancers.setHealth("orders", id, Optional.empty(), false));
    }

    @Test
    void givesAnAddressThatCameLaterItsShareSlowly() throws Exception {
        balancers = new Balancers(names, new ActiveChecks(), Duration.ofHours(1));
        TargetConfig one = target("10.0.0.1", 8001, 1);
        TargetConfig two = target("10.0.0.2", 8002, 1);
        assertEquals(Map.of("10.0.0.1 8001", 50, "10.0.0.2 8002", 50), choose(follow(checked(0, one, two)), 100));
        Balancer grown = follow(checked(0, one, two, target("10.0.0.3", 8003, 1)));
        assertTrue(choose(grown, 300).getOrDefault("10.0.0.3 8003", 0) < 50);
        // what fails and comes back starts slowly, too
        Endpoint failing = find(grown, 8002);
        grown.failed(failing, TryFailure.ERROR);
        grown.finished(failing, 200, 0, 0);
        assertTrue(choose(grown, 300).getOrDefault("10.0.0.2 8002", 0) < 50);
        // and where all are new, none has to wait
        assertEquals(
                3, choose(follow(checked(0, target("10.0.0.9", 8009, 1))), 3).get("10.0.0.9 8009"));
    }

    @Test
    void takesAFailureForNoFastAnswer() throws Exception {
        UpstreamConfig plain = upstream("", target("10.0.0.1", 8001, 1), target("10.0.0.2", 8002, 1));
        Balancer balancer = follow(new UpstreamConfig(
                plain.id(),
                plain.name(),
                UpstreamConfig.Algorithm.LATENCY,
                plain.slots(),
                plain.hashing(),
                "",
                false,
                Optional.empty(),
                plain.healthChecks(),
                plain.targets()));
        Endpoint slow = (Endpoint) balancer.choose(null);
        balancer.finished(slow, 200, 0, 60_000);
        Endpoint fast = (Endpoint) balancer.choose(null);
        assertNotSame(slow, fast);
        balancer.finished(fast, 200, 0, 600);
        for (int i = 0; i < 100; i++) {
            balancer.failed(slow, TryFailure.ERROR);
            balancer.finished(slow, 0, 0, 0);
            balancer.finished(slow, 502, 0, 0);
        }
        assertSame(fast, balancer.choose(null));
    }

    @Test
    void keepsHealthWhileANameKeepsItsAddress() throws Exception {
        server.addresses("moves.test", 0, "10.1.0.1", "10.1.0.2");
        Balancer balancer = follow(checked(0, target("moves.test", 80, 1)));
        settle(balancer.choose(null));
        List<Endpoint> both = List.of((Endpoint) balancer.choose(null), (Endpoint) balancer.choose(null));
        Endpoint failing = both.stream()
                .filter(each -> each.ip().equals("10.1.0.1"))
                .findFirst()
                .orElseThrow();
        balancer.failed(failing, TryFailure.ERROR);
        server.addresses("moves.test", 0, "10.1.0.1", "10.1.0.3");
        await().untilAsserted(() -> assertEquals(Map.of("10.1.0.3 80", 3), choose(balancer, 3)));
        server.addresses("moves.test", 0, "10.1.0.3");
        await().until(() -> balancers
                        .report("orders")
                        .orElseThrow()
                        .targets()
                        .get(0)
                        .addresses()
                        .size()
                == 1);
        server.addresses("moves.test", 60, "10.1.0.1", "10.1.0.3");
        await().untilAsserted(() -> assertEquals(Map.of("10.1.0.1 80", 2, "10.1.0.3 80", 2), choose(balancer, 4)));
    }

    @Test
    void knowsTheAddressesOfTheMomentWithoutARequest() throws Exception {
        server.addresses("moved.test", 1, "10.0.0.1");
        Balancer balancer = follow(upstream("", target("moved.test", 80, 1)));
        assertEquals(Map.of("10.0.0.1 80", 1), choose(balancer, 1));
        server.addresses("moved.test", 60, "10.0.0.2");
        int questions = server.questions("moved.test", DnsRecordType.A);
        HostName name = names.name("moved.test");
        await().until(() -> server.questions("moved.test", DnsRecordType.A) > questions
                && name.known().orElseThrow().expiresAt() - System.nanoTime() > TimeUnit.SECONDS.toNanos(30));
        assertEquals(Map.of("10.0.0.2 80", 1), choose(balancer, 1));
    }
}
