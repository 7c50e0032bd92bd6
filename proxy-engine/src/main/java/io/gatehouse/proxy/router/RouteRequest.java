package io.gatehouse.proxy.router;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * What the router sees of a request. Texts hold one byte of the wire per {@code char} (0 to 255); an absent text is
 * empty. Called on the event loop of the request, several times: answers must be cheap.
 */
public interface RouteRequest {

    /** The method as sent. */
    String method();

    /** The {@code Host} header (or {@code :authority}) as sent, port included. */
    String host();

    /** The request target up to its query, normalised by {@link RequestPath}. */
    String path();

    /** All values of a header, in their order. */
    List<String> headers(String lowerCaseName);

    /** All values of a query argument, decoded to Unicode; empty text for an argument without a value. */
    List<String> queryArguments(String name);

    /** TLS server name of the connection. */
    String sni();

    /** Whether the client's connection uses TLS. */
    boolean secure();

    /** What the connection carries: {@code http}, {@code https}, or for a connection {@code tcp}, {@code tls}, {@code udp}. */
    default String protocol() {
        return secure() ? "https" : "http";
    }

    /** Port of the listener as clients see it, after {@code port_maps}. */
    int port();

    /** The client's address and port after real-ip processing. */
    InetSocketAddress source();

    /** The local address, with {@link #port()} as port. */
    InetSocketAddress destination();
}
