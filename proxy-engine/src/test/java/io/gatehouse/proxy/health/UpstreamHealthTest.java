package io.gatehouse.proxy.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.proxy.entity.HealthCheckConfig.Limits;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UpstreamHealthTest {
    private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 8000);

    private final UpstreamHealth health = with(new Limits(1, 2, 2, 2));
    private final AddressHealth address = health.address(ADDRESS, "a.test");

    private static UpstreamHealth with(Limits passive) {
        return new UpstreamHealth(TestChecks.upstream(TestChecks.passive(0, passive), ""), Duration.ZERO);
    }

    @Test
    void countsFailedTries() {
        health.tryFailed(address, false);
        health.tryFailed(address, true);
        assertTrue(address.available());
        health.tryFailed(address, true);
        assertFalse(address.available());
        assertEquals(1, health.changes());
    }

    @Test
    void countsStatusesThatAreListed() {
        health.answered(address, 500);
        health.answered(address, 404);
        health.answered(address, 200);
        health.answered(address, 503);
        assertTrue(address.available());
        health.answered(address, 500);
        assertFalse(address.available());
    }

    @Test
    void takesStatus504ForATimeout() {
        health.answered(address, 504);
        health.answered(address, 504);
        assertFalse(address.available());
    }

    @Test
    void returnsWithSuccessesOfRequestsThatWereUnderWay() {
        health.set(address, false);
        health.answered(address, 302);
        assertTrue(address.available());
        assertEquals(2, health.changes());
    }

    @Test
    void keepsTheStateOfAnAddressAndLosesThatOfOthers() {
        health.set(address, false);
        AddressHealth other = health.address(ADDRESS, "b.test");
        assertTrue(other.available());
        assertSame(address, health.address(ADDRESS, "a.test"));
        health.keepOnly(Set.of(other));
        assertNotSame(address, health.address(ADDRESS, "a.test"));
        assertTrue(health.address(ADDRESS, "a.test").available());
        assertSame(other, health.address(ADDRESS, "b.test"));
    }

    @Test
    void makesEverythingAvailableWhenChecksEnd() {
        health.set(address, false);
        health.follow(TestChecks.upstream(TestChecks.passive(50, new Limits(1, 1, 1, 1)), ""));
        assertFalse(address.available());
        health.follow(TestChecks.upstream(TestChecks.OFF, ""));
        assertTrue(address.available());
        health.tryFailed(address, false);
        assertEquals(HealthState.HEALTHY, address.state());
    }
}
