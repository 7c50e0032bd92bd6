package io.gatehouse.proxy.balancer;

import io.gatehouse.proxy.dns.NameResolver;
import io.gatehouse.proxy.entity.UpstreamConfig;
import io.gatehouse.proxy.health.ActiveChecks;
import io.gatehouse.proxy.health.UpstreamHealth;
import io.netty.util.NetUtil;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The balancers of a node. They outlive configurations: what did not change gets the balancer it had. Those of upstreams
 * are kept while a configuration in force has them, those of hosts while one refers to them. Thread-safe.
 */
public final class Balancers {
    private final NameResolver names;
    private final Optional<ActiveChecks> checks;
    private final Duration slowStart;
    /** Made for configurations that may never come into force. */
    private final Map<UpstreamConfig, WeakReference<UpstreamBalancer>> made = new HashMap<>();

    private final Map<String, UpstreamBalancer> inForceById = new TreeMap<>();
    private final Map<String, UpstreamBalancer> inForceByName = new HashMap<>();
    private final DepartedUpstreams departed = new DepartedUpstreams();
    private final Map<Host, WeakReference<Balancer>> hosts = new HashMap<>();

    private record Host(String name, int port) {}

    /** For who sends no probes. */
    public Balancers(NameResolver names) {
        this(names, Optional.empty(), Duration.ZERO);
    }

    /**
     * @param checks told what to probe
     * @param slowStart until an address that is added to an upstream, or gets healthy, has its full share of requests;
     *     zero: at once
     */
    public Balancers(NameResolver names, ActiveChecks checks, Duration slowStart) {
        this(names, Optional.of(checks), slowStart);
    }

    private Balancers(NameResolver names, Optional<ActiveChecks> checks, Duration slowStart) {
        this.names = names;
        this.checks = checks;
        this.slowStart = slowStart;
    }

    /** The balancer of an upstream; a changed upstream gets a new one, which takes over what stays. */
    public synchronized Balancer upstream(UpstreamConfig upstream) {
        return balancer(upstream);
    }

    private UpstreamBalancer balancer(UpstreamConfig upstream) {
        UpstreamBalancer now = inForceById.get(upstream.id());
        if (now != null && now.upstream().equals(upstream)) {
            return now;
        }
        UpstreamBalancer known = get(made, upstream);
        if (known == null) {
            known = new UpstreamBalancer(
                    upstream, names, slowStart, Optional.ofNullable(now), predecessor(upstream, now));
            made.put(upstream, new WeakReference<>(known));
        }
        return known;
    }

    /** What is known under the name of an upstream that is new. */
    private Optional<UpstreamHealth> predecessor(UpstreamConfig upstream, UpstreamBalancer now) {
        if (now != null) {
            return Optional.empty();
        }
        return Optional.ofNullable(inForceByName.get(upstream.name()))
                .map(UpstreamBalancer::health)
                .or(() -> departed.find(upstream.name(), System.nanoTime()));
    }

    /** A configuration comes into force: follows what it has changed of the upstreams. */
    public synchronized void follow(Collection<UpstreamConfig> removed, Collection<UpstreamConfig> added) {
        Map<String, UpstreamConfig> gone = new HashMap<>();
        removed.forEach(upstream -> gone.put(upstream.id(), upstream));
        for (UpstreamConfig upstream : added) {
            gone.remove(upstream.id());
            UpstreamBalancer next = balancer(upstream);
            UpstreamBalancer before = inForceById.put(upstream.id(), next);
            if (before != next) {
                if (before != null) {
                    inForceByName.remove(before.upstream().name(), before);
                    before.end();
                }
                inForceByName.put(upstream.name(), next);
                next.begin();
                checks.ifPresent(running -> running.follow(next.health(), next::checked));
            }
        }
        for (String id : gone.keySet()) {
            UpstreamBalancer before = inForceById.remove(id);
            if (before != null) {
                before.end();
                inForceByName.remove(before.upstream().name(), before);
                departed.add(before.upstream().name(), before.health(), System.nanoTime());
                checks.ifPresent(running -> running.end(before.health()));
            }
        }
        made.clear();
    }

    /**
     * The balancer of a service host that is no upstream.
     *
     * @param host name or IP literal (IPv6 without brackets)
     */
    public synchronized Balancer host(String host, int port) {
        Host key = new Host(host, port);
        Balancer known = get(hosts, key);
        if (known == null) {
            byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
            known = address == null
                    ? new HostBalancer(host, names.name(host), port)
                    : new AddressBalancer(endpoint(address, host, port));
            hosts.put(key, new WeakReference<>(known));
        }
        return known;
    }

    private static Endpoint endpoint(byte[] address, String host, int port) {
        try {
            String name = address.length == 4 ? host : "[" + host + "]";
            return new Endpoint(new InetSocketAddress(InetAddress.getByAddress(address), port), name);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("host " + host + " is no address", e);
        }
    }

    /** The health of all upstreams of the configuration in force, by id. */
    public List<UpstreamReport> reports() {
        return inForce().stream().map(UpstreamReport::of).toList();
    }

    /** The health of one upstream. */
    public Optional<UpstreamReport> report(String nameOrId) {
        return inForce().stream()
                .filter(balancer -> balancer.upstream().id().equals(nameOrId)
                        || balancer.upstream().name().equals(nameOrId))
                .findFirst()
                .map(UpstreamReport::of);
    }

    private synchronized List<UpstreamBalancer> inForce() {
        return List.copyOf(inForceById.values());
    }

    /**
     * Sets the health of a target by hand; what was counted is forgotten.
     *
     * @param upstream name or id
     * @param target id
     * @param address {@code ip:port}, IPv6 in brackets; empty: all addresses of the target
     * @return why nothing was set; empty when something was
     */
    public Optional<String> setHealth(String upstream, String target, Optional<String> address, boolean healthy) {
        return inForce().stream()
                .filter(each -> each.upstream().id().equals(upstream)
                        || each.upstream().name().equals(upstream))
                .findFirst()
                .map(balancer -> balancer.setHealth(target, address, healthy))
                .orElse(Optional.of("no upstream " + upstream));
    }

    /** Drops the entries of balancers that are gone; called when a configuration has been compiled. */
    public synchronized void forgetUnused() {
        made.values().removeIf(reference -> reference.get() == null);
        hosts.values().removeIf(reference -> reference.get() == null);
    }

    private static <K, V> V get(Map<K, WeakReference<V>> map, K key) {
        WeakReference<V> reference = map.get(key);
        return reference == null ? null : reference.get();
    }
}
