package io.gatehouse.proxy.exchange;

import io.gatehouse.proxy.http.Ascii;
import java.net.InetSocketAddress;

/**
 * What stays the same for all requests of a client's connection.
 *
 * @param peer address of the TCP peer
 * @param peerText its address without port; IPv6 in the short form (RFC 5952)
 * @param client address of the client as far as the connection itself tells it: the one of its PROXY protocol header, where
 *     that is believed, else the peer's
 * @param trusted whether the peer's forwarded headers are believed
 * @param local the gateway's end
 * @param port of the listener as clients see it, after {@code port_maps}
 * @param secure whether the connection uses TLS
 * @param serverName SNI; empty text without TLS or when the client sent none
 * @param tlsVersion e.g. {@code TLSv1.3}; empty text without TLS
 * @param tlsCipher OpenSSL's name; empty text without TLS
 * @param serial number of the connection since the start of the node, from 1
 */
public record ClientFacts(
        InetSocketAddress peer,
        String peerText,
        InetSocketAddress client,
        boolean trusted,
        InetSocketAddress local,
        int port,
        boolean secure,
        String serverName,
        String tlsVersion,
        String tlsCipher,
        long serial) {

    public String scheme() {
        return secure ? "https" : "http";
    }

    byte[] peerBytes() {
        return Ascii.bytes(peerText);
    }
}
