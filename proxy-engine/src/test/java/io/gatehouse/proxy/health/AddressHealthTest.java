package io.gatehouse.proxy.health;

import static io.gatehouse.proxy.health.HealthState.HEALTHY;
import static io.gatehouse.proxy.health.HealthState.MOSTLY_HEALTHY;
import static io.gatehouse.proxy.health.HealthState.MOSTLY_UNHEALTHY;
import static io.gatehouse.proxy.health.HealthState.UNHEALTHY;
import static io.gatehouse.proxy.health.Observation.HTTP_FAILURE;
import static io.gatehouse.proxy.health.Observation.SUCCESS;
import static io.gatehouse.proxy.health.Observation.TCP_FAILURE;
import static io.gatehouse.proxy.health.Observation.TIMEOUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AddressHealthTest {
    private final AddressHealth address = new AddressHealth(new InetSocketAddress("127.0.0.1", 80), "127.0.0.1");

    private HealthState after(int limit, Observation... observations) {
        for (Observation observation : observations) {
            address.report(observation, limit);
        }
        return address.state();
    }

    @Test
    void beginsHealthy() {
        assertEquals(HEALTHY, address.state());
        assertTrue(address.available());
    }

    @ParameterizedTest
    @EnumSource(
            value = Observation.class,
            names = {"HTTP_FAILURE", "TCP_FAILURE", "TIMEOUT"})
    void becomesUnhealthyWithTheLimitOfOneKind(Observation failure) {
        assertFalse(address.report(failure, 3));
        assertEquals(MOSTLY_HEALTHY, address.state());
        assertFalse(address.report(failure, 3));
        assertTrue(address.available());
        assertTrue(address.report(failure, 3));
        assertEquals(UNHEALTHY, address.state());
        assertFalse(address.available());
    }

    @Test
    void doesNotAddKindsUp() {
        assertEquals(MOSTLY_HEALTHY, after(3, HTTP_FAILURE, HTTP_FAILURE, TCP_FAILURE, TCP_FAILURE, TIMEOUT, TIMEOUT));
        assertEquals(UNHEALTHY, after(3, TCP_FAILURE));
    }

    @Test
    void countsNothingWithoutALimit() {
        assertEquals(HEALTHY, after(0, HTTP_FAILURE, TCP_FAILURE, TIMEOUT));
        after(1, TIMEOUT);
        assertEquals(UNHEALTHY, after(0, SUCCESS, SUCCESS));
    }

    @Test
    void takesAsManySuccessesToReturn() {
        after(1, TCP_FAILURE);
        assertEquals(MOSTLY_UNHEALTHY, after(3, SUCCESS, SUCCESS));
        assertFalse(address.available());
        assertTrue(address.report(SUCCESS, 3));
        assertEquals(HEALTHY, address.state());
    }

    @Test
    void startsCountingAnewAfterAnObservationOfTheOtherSide() {
        assertEquals(MOSTLY_HEALTHY, after(2, TCP_FAILURE));
        assertEquals(MOSTLY_HEALTHY, after(3, SUCCESS));
        assertEquals(MOSTLY_HEALTHY, after(2, TCP_FAILURE));
        assertEquals(UNHEALTHY, after(2, TCP_FAILURE));
        assertEquals(MOSTLY_UNHEALTHY, after(2, SUCCESS));
        // the success had zeroed what was counted of failures
        assertEquals(MOSTLY_UNHEALTHY, after(2, HTTP_FAILURE));
        assertEquals(MOSTLY_UNHEALTHY, after(2, SUCCESS));
        assertEquals(HEALTHY, after(2, SUCCESS));
    }

    @Test
    void ignoresWhatItKnowsAlready() {
        assertEquals(HEALTHY, after(2, SUCCESS, SUCCESS));
        assertEquals(MOSTLY_HEALTHY, after(2, TIMEOUT));
        assertEquals(UNHEALTHY, after(2, TIMEOUT, TIMEOUT, TIMEOUT));
        assertEquals(HEALTHY, after(1, SUCCESS));
    }

    @Test
    void keepsToEightBits() {
        for (int i = 0; i < 254; i++) {
            assertFalse(address.report(TCP_FAILURE, 255));
        }
        assertTrue(address.report(TCP_FAILURE, 255));
    }

    @Test
    void isSetWhateverWasObserved() {
        after(2, TCP_FAILURE);
        assertTrue(address.set(false));
        assertEquals(UNHEALTHY, address.state());
        assertFalse(address.set(false));
        assertTrue(address.set(true));
        assertEquals(MOSTLY_HEALTHY, after(2, TCP_FAILURE));
    }

    @Test
    void losesNoReportOfManyThreads() throws Exception {
        int threads = 4;
        AtomicInteger turns = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            new Thread(() -> {
                        for (int n = 0; n < 50; n++) {
                            if (address.report(TCP_FAILURE, 200)) {
                                turns.incrementAndGet();
                            }
                        }
                        done.countDown();
                    })
                    .start();
        }
        done.await();
        assertEquals(1, turns.get());
        assertEquals(UNHEALTHY, address.state());
    }
}
