package io.gatehouse.proxy.balancer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.gatehouse.proxy.dns.DnsSettings;
import io.gatehouse.proxy.dns.LocalNameServer;
import io.gatehouse.proxy.dns.NameResolver;
import io.gatehouse.proxy.dns.RecordType;
import io.gatehouse.proxy.entity.UpstreamConfig;
import io.gatehouse.proxy.entity.UpstreamConfig.HashInput;
import io.gatehouse.proxy.entity.UpstreamConfig.Hashing;
import io.gatehouse.proxy.entity.UpstreamConfig.TargetConfig;
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
    private static final HashInput NOTHING = new HashInput(HashInput.Kind.NONE, "");

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
                Optional.empty(),
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                100));
        balancers = new Balancers(names);
    }

    @AfterEach
    void stop() {
        names.close();
        server.close();
    }

    private static UpstreamConfig upstream(String hostHeader, TargetConfig... targets) {
        return new UpstreamConfig(
                "u1",
                "orders",
                UpstreamConfig.Algorithm.ROUND_ROBIN,
                10_000,
                new Hashing(NOTHING, NOTHING, "/"),
                hostHeader,
                false,
                Optional.empty(),
                List.of(targets));
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
        Balancer before = balancers.upstream(upstream("", one));
        assertSame(before, balancers.upstream(upstream("", one)));
        Balancer changed = balancers.upstream(upstream("", one, target("10.0.0.2", 80, 10)));
        assertNotSame(before, changed);
        List<Selection> chosen = List.of(changed.choose(null), changed.choose(null));
        assertEquals(1, chosen.stream().filter(before.choose(null)::equals).count());
        assertSame(balancers.host("a.test", 80), balancers.host("a.test", 80));
    }
}
