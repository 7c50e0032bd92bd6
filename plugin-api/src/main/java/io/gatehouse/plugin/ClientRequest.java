package io.gatehouse.plugin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The request as the client sent it; read-only. Header names are compared without case. */
public interface ClientRequest {

    String method();

    /** {@code http} or {@code https}, of the client's connection. */
    String scheme();

    /** The {@code Host} header without port, or empty text when there was none. */
    String host();

    /** Port of the listener as the client sees it, after {@code port_maps}. */
    int port();

    /** The path after normalisation, without the query. */
    String path();

    /** The query as it was sent, without {@code ?}; empty text when there was none. */
    String rawQuery();

    /** The decoded query arguments; parsed at the first call. */
    QueryString query();

    /** First value of a header. */
    Optional<String> header(String name);

    /** All lines of a header in their order. */
    List<String> headers(String name);

    /** All headers, names in lower case, in the order of their first line. */
    Map<String, List<String>> headers();

    /** {@link UriCaptures#NONE} before routing and when the path matched without an expression. */
    UriCaptures uriCaptures();

    /** The client's address after real-ip processing. */
    String clientAddress();

    /** The address of the TCP peer. */
    String peerAddress();

    /** {@code HTTP/1.1} and the like. */
    String protocol();

    /** Address and port of the gateway's end of the client's connection, e.g. {@code 127.0.0.1:8000}. */
    String localAddress();

    /** Number of this connection since the start of the node, from 1. */
    long connectionSerial();

    /** Number of this request on its connection, from 1. */
    long connectionRequests();

    /**
     * Reads the whole body and keeps it for the upstream. Await the stage; it completes on the event loop.
     *
     * @param limit most bytes to read; a longer body completes the stage with {@link BodyTooLargeException} and is
     *     still sent upstream
     */
    CompletionStage<byte[]> body(int limit);
}
