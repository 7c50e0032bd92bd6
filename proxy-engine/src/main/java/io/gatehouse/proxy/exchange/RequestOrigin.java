package io.gatehouse.proxy.exchange;

import io.gatehouse.proxy.http.KnownHeader;
import io.gatehouse.proxy.http.RequestHead;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;

/** Where a request came from, and what it was sent to, behind trusted proxies. One per client connection, reused. */
final class RequestOrigin {
    /** What a request without any host is told to be for; other software knows it from Kong. */
    private static final String NO_HOST = "kong";

    private final ClientFacts client;
    private final RequestHead head;
    private final RealIp realIp;
    private InetSocketAddress address;
    private String addressText;

    RequestOrigin(ClientFacts client, RequestHead head, RealIp realIp) {
        this.client = client;
        this.head = head;
        this.realIp = realIp;
        clear();
    }

    void clear() {
        address = client.client();
        addressText = address == client.peer() ? client.peerText() : NetUtil.toAddressString(address.getAddress());
    }

    /** Looks for the client behind a trusted peer. */
    void resolve() {
        if (client.trusted() && !realIp.isByConnection()) {
            address = realIp.find(client.peer(), head.headers());
            addressText = NetUtil.toAddressString(address.getAddress());
        }
    }

    /** The client's address after real-ip processing. */
    InetSocketAddress address() {
        return address;
    }

    String addressText() {
        return addressText;
    }

    /** The authority of an absolute target, else the {@code Host} header; empty when there is neither. */
    String authority() {
        String absolute = head.targetAuthority();
        return absolute.isEmpty() ? head.hostHeader() : absolute;
    }

    /** The host without port, in lower case. */
    String host() {
        String host = HostName.withoutPort(authority());
        return host.isEmpty() ? NO_HOST : host;
    }

    /** The scheme that the client used, as far as it can be known. */
    String scheme() {
        if (client.trusted()) {
            int line = head.headers().find(KnownHeader.X_FORWARDED_PROTO);
            if (line >= 0) {
                return head.headers().value(line);
            }
        }
        return client.scheme();
    }

    /** Path and query as they were sent, without the authority of an absolute target. */
    String rawTarget() {
        String target = head.target();
        return target.startsWith("/") ? target : target.substring(head.pathStart() - head.targetStart());
    }
}
