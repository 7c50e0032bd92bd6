package io.gatehouse.proxy.router;

import io.gatehouse.proxy.entity.Protocol;
import java.net.InetSocketAddress;

/**
 * What is known of a connection (or a UDP session) when its route is chosen.
 *
 * @param protocol TCP, TLS (when a server name was sent or TLS is spoken) or UDP
 * @param source the client's address
 * @param destination the local address, with the port as clients see it
 * @param sni TLS server name; empty text when there is none
 */
public record ConnectionRequest(
        Protocol protocol, InetSocketAddress source, InetSocketAddress destination, String sni) {}
