package io.gatehouse.proxy.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.proxy.entity.HealthCheckConfig.Active;
import io.gatehouse.proxy.entity.HealthCheckConfig.Limits;
import io.gatehouse.proxy.entity.HealthCheckConfig.Type;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When probes are sent, on a clock that only the test moves. */
class ProbeScheduleTest {
    private static final Limits TWO = new Limits(2, 2, 2, 2);

    private final EmbeddedChannel clock = new EmbeddedChannel();
    private final List<AddressHealth> probed = new ArrayList<>();
    private final List<CompletableFuture<ProbeResult>> underWay = new ArrayList<>();
    private List<AddressHealth> addresses = List.of();
    private UpstreamHealth health;
    private ProbeSchedule schedule;

    @BeforeEach
    void freeze() {
        clock.freezeTime();
    }

    private void start(int concurrency, int healthySeconds, int unhealthySeconds, int count) {
        Active active = TestChecks.active(
                Type.HTTP, concurrency, Duration.ofSeconds(healthySeconds), Duration.ofSeconds(unhealthySeconds), TWO);
        health = new UpstreamHealth(TestChecks.upstream(TestChecks.active(active), ""), Duration.ZERO);
        addresses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            addresses.add(health.address(new InetSocketAddress("127.0.0.1", 8000 + i), "a.test"));
        }
        schedule = new ProbeSchedule(
                clock.eventLoop(), new WatchedUpstream(health, () -> addresses), (upstream, address) -> {
                    probed.add(address);
                    CompletableFuture<ProbeResult> result = new CompletableFuture<>();
                    underWay.add(result);
                    return result;
                });
        schedule.start();
    }

    private void advance(long millis) {
        clock.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        clock.runPendingTasks();
    }

    private void answer(Observation observation) {
        List<CompletableFuture<ProbeResult>> waiting = new ArrayList<>(underWay);
        underWay.clear();
        waiting.forEach(result -> result.complete(ProbeResult.of(observation, "as the test says")));
        clock.runPendingTasks();
    }

    @Test
    void sendsTheFirstProbeAfterOneInterval() {
        start(10, 5, 0, 2);
        advance(4999);
        assertEquals(0, probed.size());
        advance(1);
        assertEquals(addresses, probed);
        answer(Observation.SUCCESS);
        advance(5000);
        assertEquals(4, probed.size());
    }

    @Test
    void probesAvailableAndOtherAddressesOnSchedulesOfTheirOwn() {
        start(10, 10, 1, 2);
        AddressHealth failing = addresses.get(0);
        health.set(failing, false);
        advance(1000);
        assertEquals(List.of(failing), probed);
        answer(Observation.SUCCESS);
        assertFalse(failing.available());
        advance(1000);
        answer(Observation.SUCCESS);
        assertTrue(failing.available());
        advance(7000);
        assertEquals(2, probed.size());
        advance(1000);
        assertEquals(4, probed.size());
    }

    @Test
    void takesAnAddressOutAfterItsLimitOfFailures() {
        start(10, 1, 0, 1);
        advance(1000);
        answer(Observation.TIMEOUT);
        assertTrue(addresses.get(0).available());
        advance(1000);
        answer(Observation.TIMEOUT);
        assertFalse(addresses.get(0).available());
        advance(10_000);
        assertEquals(2, probed.size());
    }

    @Test
    void sendsNoMoreAtOnceThanIsAllowed() {
        start(2, 1, 0, 5);
        advance(1000);
        assertEquals(2, probed.size());
        answer(Observation.SUCCESS);
        assertEquals(4, probed.size());
        answer(Observation.SUCCESS);
        assertEquals(addresses, probed);
    }

    @Test
    void beginsNoRoundBeforeTheLastOneIsOver() {
        start(1, 1, 0, 2);
        advance(1000);
        advance(5000);
        assertEquals(1, probed.size());
        answer(Observation.SUCCESS);
        answer(Observation.SUCCESS);
        advance(1000);
        assertEquals(3, probed.size());
    }

    @Test
    void sendsNothingOnceItIsStopped() {
        start(1, 1, 1, 2);
        advance(1000);
        schedule.stop();
        clock.runPendingTasks();
        answer(Observation.SUCCESS);
        advance(5000);
        assertEquals(1, probed.size());
    }
}
