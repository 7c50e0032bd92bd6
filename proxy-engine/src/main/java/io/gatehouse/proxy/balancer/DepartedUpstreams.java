package io.gatehouse.proxy.balancer;

import io.gatehouse.proxy.health.UpstreamHealth;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The health of upstreams that the configuration has no more, by name: one that is made anew within {@value #KEPT_SECONDS} s
 * goes on with it. Times are those of {@link System#nanoTime()}. For one thread at a time.
 */
final class DepartedUpstreams {
    private static final long KEPT_SECONDS = 300;

    private final Map<String, Departed> byName = new HashMap<>();

    private record Departed(UpstreamHealth health, long since) {
        boolean over(long now) {
            return now - since > TimeUnit.SECONDS.toNanos(KEPT_SECONDS);
        }
    }

    void add(String name, UpstreamHealth health, long now) {
        byName.values().removeIf(departed -> departed.over(now));
        byName.put(name, new Departed(health, now));
    }

    /** It stays here: the configuration that asks may never come into force. */
    Optional<UpstreamHealth> find(String name, long now) {
        return Optional.ofNullable(byName.get(name))
                .filter(departed -> !departed.over(now))
                .map(Departed::health);
    }
}
