package io.gatehouse.plugin;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What happened, for log plugins. Valid during the log phase; the document may be kept. */
public interface LogEntry {

    Exchange exchange();

    /** From the request's head to the last byte of the response, in milliseconds, as the next ones are. */
    long requestMillis();

    /** What of it the gateway took: until it chose an upstream for the last time, or answered itself. */
    long gatewayMillis();

    /** From that choice to the head of the upstream's response; -1 when no upstream was reached. */
    long upstreamMillis();

    /** Length of the request, its head included. */
    long requestBytes();

    /** Length of the response as far as it was sent, its head included; 0 when the client was gone before. */
    long responseBytes();

    /**
     * The log document (request, response, route, service, consumer, latencies, upstream tries). Built at the first
     * call and shared by all plugins of the exchange: do not change it, copy it. It may leave the event loop.
     */
    ObjectNode document();
}
