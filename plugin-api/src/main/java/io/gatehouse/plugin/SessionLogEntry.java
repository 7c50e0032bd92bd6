package io.gatehouse.plugin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What happened in a session of a stream route, for log plugins. */
public interface SessionLogEntry {

    /** The matched route; empty when there was none. */
    Optional<Route> route();

    /** The service of the matched route; a route may have none. */
    Optional<Service> service();

    /** 200, 500 (no route, or a broken handshake), 502 (no upstream) or 503 (no service, or no address). */
    int status();

    /** Whether there was a connection to an upstream. */
    boolean reachedUpstream();

    /** From the first byte to the end, in milliseconds. */
    long sessionMillis();

    /** What of it passed until an upstream was chosen for the last time, in milliseconds. */
    long gatewayMillis();

    /** Bytes that the client sent. */
    long bytesReceived();

    /** Bytes that were sent to the client. */
    long bytesSent();

    /**
     * The log document (session, upstream, route, service, upstream tries, latencies). Built at the first call and shared by
     * all plugins of the session: do not change it, copy it. It may leave the event loop.
     */
    ObjectNode document();
}
