package io.gatehouse.proxy.health;

import io.gatehouse.proxy.entity.HealthCheckConfig;
import io.gatehouse.proxy.entity.HealthCheckConfig.Passive;
import io.gatehouse.proxy.entity.UpstreamConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health of an upstream's addresses. It outlives changes of the upstream: an address that stays keeps its state, and so
 * does one that is taken away and put back within {@link DepartedAddresses some minutes}. Thread-safe; reports take no lock and allocate nothing unless they change something.
 */
public final class UpstreamHealth {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamHealth.class);
    private static final int GATEWAY_TIMEOUT = 504;

    private final ConcurrentMap<Key, AddressHealth> addresses = new ConcurrentHashMap<>();
    private final DepartedAddresses departed = new DepartedAddresses();
    private final AtomicInteger changes = new AtomicInteger();
    private final Duration slowStart;
    private volatile UpstreamConfig upstream;
    /** Whether the first addresses are known; they begin with their full share. */
    private volatile boolean established;

    private record Key(InetSocketAddress address, String name) {}

    /**
     * @param slowStart until an address that comes later, or comes back, gets its full share; zero: at once
     */
    public UpstreamHealth(UpstreamConfig upstream, Duration slowStart) {
        this.upstream = upstream;
        this.slowStart = slowStart;
    }

    /** The upstream as it is configured now. */
    public UpstreamConfig upstream() {
        return upstream;
    }

    /** What is asked for now. */
    public HealthCheckConfig checks() {
        return upstream.healthChecks();
    }

    /** Follows a change of the upstream. Without checks every address is available. */
    public void follow(UpstreamConfig changed) {
        upstream = changed;
        if (!checks().enabled()) {
            addresses.values().forEach(address -> set(address, true));
        }
    }

    /** The state of an address; healthy when it is new, or has been away for long. */
    public AddressHealth address(InetSocketAddress address, String name) {
        return addresses.computeIfAbsent(new Key(address, name), key -> {
            AddressHealth back = departed.take(address, name, System.nanoTime());
            AddressHealth made = back == null ? new AddressHealth(address, name) : back;
            if (!checks().enabled()) {
                made.set(true);
            }
            if (established) {
                warmUp(made);
            }
            return made;
        });
    }

    private void warmUp(AddressHealth address) {
        if (!slowStart.isZero()) {
            address.warmUp(new WarmUp(System.nanoTime(), slowStart.toNanos()));
        }
    }

    /** Forgets all other addresses: names do not resolve to them any more. */
    public void keepOnly(Collection<AddressHealth> present) {
        addresses.values().retainAll(present);
        established = true;
    }

    /** Puts all other addresses aside: they are not configured any more, but may come back. */
    public void setAside(Collection<AddressHealth> present) {
        long now = System.nanoTime();
        addresses.values().stream()
                .filter(address -> !present.contains(address))
                .forEach(address -> departed.add(address, now));
        keepOnly(present);
    }

    /** Begins with what is known of an upstream of the same name, whose place this one takes. */
    public void succeed(UpstreamHealth other) {
        long now = System.nanoTime();
        other.departed.all(now).forEach(address -> departed.add(address, now));
        other.addresses.values().forEach(address -> departed.add(address, now));
    }

    /** Rises with every address that becomes available or unavailable. */
    public int changes() {
        return changes.get();
    }

    /** A request's try brought no response, and another one follows. */
    public void tryFailed(AddressHealth address, boolean timeout) {
        passive(address, timeout ? Observation.TIMEOUT : Observation.TCP_FAILURE);
    }

    /**
     * A request's last try ended.
     *
     * @param status of its response, also of the gateway's own 502 and 504
     */
    public void answered(AddressHealth address, int status) {
        Passive checks = checks().passive();
        if (status == GATEWAY_TIMEOUT) {
            passive(address, Observation.TIMEOUT);
        } else if (checks.healthyStatuses().contains(status)) {
            passive(address, Observation.SUCCESS);
        } else if (checks.unhealthyStatuses().contains(status)) {
            passive(address, Observation.HTTP_FAILURE);
        }
    }

    private void passive(AddressHealth address, Observation observation) {
        HealthCheckConfig checks = checks();
        int limit = observation.limit(checks.passive().limits());
        if (checks.enabled() && address.report(observation, limit)) {
            changed(address, observation + " of requests, limit " + limit);
        }
    }

    /** A probe came back. */
    void probed(AddressHealth address, ProbeResult result) {
        HealthCheckConfig checks = checks();
        Observation observation = result.observation().orElse(null);
        if (observation == null || !checks.enabled()) {
            return;
        }
        int limit = observation.limit(checks.active().limits());
        if (address.report(observation, limit)) {
            changed(address, observation + " of probes, limit " + limit + ", the last one: " + result.detail());
        }
    }

    /** Sets the state of an address, and forgets what was counted. */
    public void set(AddressHealth address, boolean healthy) {
        if (address.set(healthy)) {
            changed(address, "set");
        }
    }

    private void changed(AddressHealth address, String reason) {
        changes.incrementAndGet();
        if (address.available()) {
            warmUp(address);
            LOG.info("upstream {}: {} is healthy: {}", upstream.name(), address, reason);
        } else {
            LOG.warn("upstream {}: {} is unhealthy: {}", upstream.name(), address, reason);
        }
    }
}
