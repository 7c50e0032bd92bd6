package io.gatehouse.proxy.stream;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;

/**
 * Where a session came from, and where to.
 *
 * @param client the client's address: the one of the PROXY protocol header where that is believed, else the peer's
 * @param local the address that the client reached
 * @param port of the listener as clients see it, after {@code port_maps}
 * @param datagrams UDP, not TCP
 */
public record SessionOrigin(InetSocketAddress client, InetSocketAddress local, int port, boolean datagrams) {

    /** The client's address without port. */
    public String clientText() {
        return NetUtil.toAddressString(client.getAddress());
    }
}
