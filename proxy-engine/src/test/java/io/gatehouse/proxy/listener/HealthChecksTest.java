package io.gatehouse.proxy.listener;

import static io.gatehouse.proxy.listener.ScriptedUpstream.OK;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses of an upstream leave the rotation when they fail, and come back, while requests go on. */
class HealthChecksTest {
    private static final String GET = "GET /r HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String BROKEN = "HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n";
    private static final String ACTIVE =
            "active: {http_path: /probe, timeout: 1, healthy: {interval: 0.02, successes: 2},"
                    + " unhealthy: {interval: 0.02, http_failures: 2, tcp_failures: 2, timeouts: 2}}";
    private static final String PASSIVE =
            "passive: {healthy: {successes: 1}, unhealthy: {tcp_failures: 1, http_failures: 2, timeouts: 1}}";

    @TempDir
    private Path prefix;

    private Member first;
    private Member second;
    private RunningProxy proxy;

    /** A target whose behaviour changes. */
    private static final class Member implements AutoCloseable {
        private final AtomicInteger probes = new AtomicInteger();
        private final AtomicInteger requests = new AtomicInteger();
        private final ScriptedUpstream server;
        private volatile String toProbes = OK;
        private volatile String toRequests = OK;

        Member() throws IOException {
            server = new ScriptedUpstream(this::answer);
        }

        private void answer(ScriptedUpstream.Received request, Socket connection) throws IOException {
            boolean probe = request.requestLine().contains("/probe");
            (probe ? probes : requests).incrementAndGet();
            String answer = probe ? toProbes : toRequests;
            if (answer.equals("close")) {
                connection.close();
            } else if (!answer.equals("silence")) {
                ScriptedUpstream.write(connection, answer);
            }
        }

        int port() {
            return server.port();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    @BeforeEach
    void listen() throws IOException {
        first = new Member();
        second = new Member();
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        first.close();
        second.close();
    }

    private String configuration(String checks, Member... members) {
        StringBuilder targets = new StringBuilder();
        for (Member member : members) {
            targets.append("  - {target: 127.0.0.1:").append(member.port()).append("}\n");
        }
        return "services:\n- {name: s, host: orders, read_timeout: 1000, routes: [{name: r, paths: [/r]}]}\n"
                + "upstreams:\n- name: orders\n  healthchecks: {" + checks + "}\n  targets:\n" + targets;
    }

    private void start(String checks, Member... members) throws IOException {
        proxy = new RunningProxy(prefix, configuration(checks, members));
    }

    private List<Integer> statuses(int times) throws IOException {
        Integer[] statuses = new Integer[times];
        for (int i = 0; i < times; i++) {
            statuses[i] = proxy.exchange(GET).status();
        }
        return List.of(statuses);
    }

    private boolean isHealthy(Member member) {
        return proxy.isHealthy("orders", member.port());
    }

    @Test
    void probesTakeATargetOutAndBack() throws Exception {
        start(ACTIVE, first, second);
        for (String failure : List.of(BROKEN, "close", "silence", "nonsense\r\n")) {
            first.toProbes = failure;
            await(failure).until(() -> !isHealthy(first));
            int before = first.requests.get();
            assertEquals(List.of(200, 200, 200, 200), statuses(4));
            assertEquals(before, first.requests.get());
            assertTrue(isHealthy(second));
            first.toProbes = OK;
            await().until(() -> isHealthy(first));
            assertEquals(List.of(200, 200), statuses(2));
            assertEquals(before + 1, first.requests.get());
        }
    }

    @Test
    void answers503WhenAllTargetsAreUnhealthy() throws Exception {
        first.toProbes = BROKEN;
        second.toProbes = BROKEN;
        start(ACTIVE, first, second);
        await().until(() -> !isHealthy(first) && !isHealthy(second));
        RawResponse refused = proxy.exchange(GET);
        assertEquals(503, refused.status());
        assertTrue(refused.body().contains("failure to get a peer from the ring-balancer"), refused.body());
        second.toProbes = OK;
        await().until(() -> isHealthy(second));
        assertEquals(List.of(200), statuses(1));
    }

    @Test
    void aTargetThatFailsNowAndThenStays() throws Exception {
        AtomicInteger turn = new AtomicInteger();
        try (ScriptedUpstream flapping = new ScriptedUpstream((request, connection) ->
                ScriptedUpstream.write(connection, turn.incrementAndGet() % 2 == 0 ? OK : BROKEN))) {
            // one success is enough to forget a failure, and two failures are never in a row
            String checks = ACTIVE.replace("successes: 2", "successes: 1");
            proxy = new RunningProxy(
                    prefix,
                    configuration(checks, first) + "  - {target: 127.0.0.1:" + flapping.port() + ", weight: 1}\n");
            await().until(() -> turn.get() > 20);
            assertTrue(proxy.isHealthy("orders", flapping.port()));
        }
    }

    @Test
    void requestsTakeATargetOutAndProbesBringItBack() throws Exception {
        first.toRequests = BROKEN;
        start(
                ACTIVE.replace("healthy: {interval: 0.02, successes: 2}", "healthy: {successes: 2}") + ", " + PASSIVE,
                first,
                second);
        first.toProbes = BROKEN;
        for (int i = 0; i < 4; i++) {
            proxy.exchange(GET);
        }
        assertFalse(isHealthy(first));
        assertEquals(List.of(200, 200, 200), statuses(3));
        assertEquals(2, first.requests.get());
        first.toRequests = OK;
        first.toProbes = OK;
        await().until(() -> isHealthy(first));
        assertEquals(List.of(200, 200), statuses(2));
        assertEquals(3, first.requests.get());
    }

    @Test
    void aTryThatFailsCountsAndAnotherTargetAnswers() throws Exception {
        start(PASSIVE, first, second);
        first.toRequests = "close";
        assertEquals(List.of(200, 200, 200, 200), statuses(4));
        assertFalse(isHealthy(first));
        assertEquals(1, first.requests.get());
        assertEquals(0, first.probes.get());
    }

    @Test
    void aTryThatTimesOutCounts() throws Exception {
        start(PASSIVE, first, second);
        first.toRequests = "silence";
        assertEquals(List.of(200, 200, 200), statuses(3));
        assertFalse(isHealthy(first));
    }

    @Test
    void healthOutlivesAChangeOfTheConfiguration() throws Exception {
        start(PASSIVE, first, second);
        first.toRequests = "close";
        statuses(2);
        assertFalse(isHealthy(first));
        first.toRequests = OK;
        try (Member third = new Member()) {
            proxy.configure(configuration(PASSIVE + ", threshold: 10", first, second, third));
            assertEquals(List.of(200, 200, 200, 200), statuses(4));
            assertFalse(isHealthy(first));
            assertEquals(2, third.requests.get());
            proxy.configure(configuration(PASSIVE, second, third));
            proxy.configure(configuration(PASSIVE, first, second, third));
            assertFalse(isHealthy(first));
            assertEquals(List.of(200, 200, 200), statuses(3));
            assertEquals(1, first.requests.get());
        }
    }

    @Test
    void probesFollowAChangeOfTheConfiguration() throws Exception {
        start(ACTIVE, first, second);
        await().until(() -> first.probes.get() > 0);
        proxy.configure(configuration(ACTIVE, second));
        int afterwards = first.probes.get();
        int others = second.probes.get();
        await().until(() -> second.probes.get() > others + 5);
        assertTrue(first.probes.get() <= afterwards + 1);
        proxy.configure(configuration("", second));
        int last = second.probes.get();
        assertEquals(List.of(200, 200), statuses(2));
        assertTrue(second.probes.get() <= last + 1);
    }
}
