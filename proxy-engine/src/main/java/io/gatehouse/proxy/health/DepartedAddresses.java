package io.gatehouse.proxy.health;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Addresses that a change of the configuration took away: whoever puts them back within {@value #KEPT_SECONDS} s finds them
 * as they were. Times are those of {@link System#nanoTime()}. Thread-safe.
 */
final class DepartedAddresses {
    private static final long KEPT_SECONDS = 300;

    private final Map<Key, Departed> byKey = new HashMap<>();

    private record Key(InetSocketAddress address, String name) {}

    private record Departed(AddressHealth health, long since) {
        boolean over(long now) {
            return now - since > TimeUnit.SECONDS.toNanos(KEPT_SECONDS);
        }
    }

    synchronized void add(AddressHealth health, long now) {
        byKey.values().removeIf(departed -> departed.over(now));
        byKey.put(new Key(health.address(), health.name()), new Departed(health, now));
    }

    /** Takes one back; null when it is not there, or has been away for too long. */
    synchronized AddressHealth take(InetSocketAddress address, String name, long now) {
        Departed departed = byKey.remove(new Key(address, name));
        return departed == null || departed.over(now) ? null : departed.health();
    }

    synchronized List<AddressHealth> all(long now) {
        List<AddressHealth> all = new ArrayList<>();
        byKey.values().stream().filter(departed -> !departed.over(now)).forEach(departed -> all.add(departed.health()));
        return all;
    }
}
