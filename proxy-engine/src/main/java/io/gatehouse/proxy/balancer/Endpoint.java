package io.gatehouse.proxy.balancer;

import io.gatehouse.proxy.health.AddressHealth;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A resolved address of a target, with the texts that a request to it needs. Compared by identity. */
public final class Endpoint implements Selection {
    private final InetSocketAddress address;
    private final String ip;
    private final String name;
    private final String plainHost;
    private final String tlsHost;
    private final AtomicInteger requestsInFlight = new AtomicInteger();
    private final AddressHealth health;

    /**
     * @param name host name for {@code Host}, SNI and certificate checks: that of the target or service (IPv6 literals
     *     in brackets)
     */
    public Endpoint(InetSocketAddress address, String name) {
        this(new AddressHealth(address, name), "");
    }

    /**
     * @param health of the address, which is shared by all endpoints of it that an upstream had
     * @param hostHeader the upstream's {@code host_header}, sent in place of the name; empty text for none. The port of
     *     the address is added, unless it has one of its own
     */
    public Endpoint(AddressHealth health, String hostHeader) {
        this.health = health;
        this.address = health.address();
        this.ip = NetUtil.toAddressString(address.getAddress());
        this.name = health.name();
        String host = hostHeader.isEmpty() ? name : hostHeader;
        boolean hasPort = !hostHeader.isEmpty() && hostHeader.lastIndexOf(':') > hostHeader.lastIndexOf(']');
        this.plainHost = hasPort ? host : withPort(host, address.getPort(), 80);
        this.tlsHost = hasPort ? host : withPort(host, address.getPort(), 443);
    }

    private static String withPort(String name, int port, int defaultPort) {
        return port == defaultPort ? name : name + ":" + port;
    }

    public InetSocketAddress address() {
        return address;
    }

    /** The address as text, IPv6 without brackets. */
    public String ip() {
        return ip;
    }

    public int port() {
        return address.getPort();
    }

    public String name() {
        return name;
    }

    /** The address as texts of several parts need it: IPv6 in brackets. */
    String ipText() {
        return address.getAddress() instanceof Inet6Address ? "[" + ip + "]" : ip;
    }

    /** Whether health checks let requests go here. */
    public boolean available() {
        return health.available();
    }

    /** Whether this request belongs to the part that an address gets while it warms up. */
    boolean takesThisOne() {
        double share = health.share();
        return share == 1 || ThreadLocalRandom.current().nextDouble() < share;
    }

    AddressHealth health() {
        return health;
    }

    /** Requests that were sent here and are not finished; counted by algorithms that need it. */
    AtomicInteger requestsInFlight() {
        return requestsInFlight;
    }

    /** Value of the {@code Host} header: without the port where it is the default of http or, with TLS, https. */
    public String host(boolean tls) {
        return tls ? tlsHost : plainHost;
    }

    @Override
    public String toString() {
        return health.toString();
    }
}
