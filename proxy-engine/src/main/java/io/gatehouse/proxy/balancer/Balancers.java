package io.gatehouse.proxy.balancer;

import io.gatehouse.proxy.dns.NameResolver;
import io.gatehouse.proxy.entity.UpstreamConfig;
import io.netty.util.NetUtil;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The balancers of a node. They outlive configurations: what did not change gets the balancer it had. One that no
 * configuration refers to any more is forgotten. Thread-safe.
 */
public final class Balancers {
    private final NameResolver names;
    private final Map<UpstreamConfig, WeakReference<UpstreamBalancer>> upstreams = new HashMap<>();
    private final Map<String, WeakReference<UpstreamBalancer>> latestByUpstreamId = new HashMap<>();
    private final Map<Host, WeakReference<Balancer>> hosts = new HashMap<>();

    private record Host(String name, int port) {}

    public Balancers(NameResolver names) {
        this.names = names;
    }

    /** The balancer of an upstream; a changed upstream gets a new one, which takes over the endpoints that stay. */
    public synchronized Balancer upstream(UpstreamConfig upstream) {
        UpstreamBalancer known = get(upstreams, upstream);
        if (known == null) {
            UpstreamBalancer before = get(latestByUpstreamId, upstream.id());
            known = new UpstreamBalancer(upstream, names, Optional.ofNullable(before));
            upstreams.put(upstream, new WeakReference<>(known));
            latestByUpstreamId.put(upstream.id(), new WeakReference<>(known));
        }
        return known;
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

    /** Drops the entries of balancers that are gone; called when a configuration has been compiled. */
    public synchronized void forgetUnused() {
        upstreams.values().removeIf(reference -> reference.get() == null);
        latestByUpstreamId.values().removeIf(reference -> reference.get() == null);
        hosts.values().removeIf(reference -> reference.get() == null);
    }

    private static <K, V> V get(Map<K, WeakReference<V>> map, K key) {
        WeakReference<V> reference = map.get(key);
        return reference == null ? null : reference.get();
    }
}
