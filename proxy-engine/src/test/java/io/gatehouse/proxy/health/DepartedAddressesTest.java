package io.gatehouse.proxy.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DepartedAddressesTest {
    private static final InetSocketAddress ADDRESS = new InetSocketAddress("10.0.0.1", 80);

    private final AddressHealth health = new AddressHealth(ADDRESS, "a.test");
    private final DepartedAddresses departed = new DepartedAddresses();

    @Test
    void givesAnAddressBackOnceUnderItsName() {
        departed.add(health, 0);
        assertNull(departed.take(ADDRESS, "b.test", 1));
        assertEquals(List.of(health), departed.all(1));
        assertSame(health, departed.take(ADDRESS, "a.test", 1));
        assertNull(departed.take(ADDRESS, "a.test", 1));
    }

    @Test
    void forgetsWhatIsAwayForFiveMinutes() {
        long later = TimeUnit.SECONDS.toNanos(301);
        departed.add(health, 0);
        assertEquals(List.of(), departed.all(later));
        assertNull(departed.take(ADDRESS, "a.test", later));
    }
}
