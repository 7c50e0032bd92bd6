package io.gatehouse.plugin;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What happened, for log plugins. */
public interface LogEntry {

    Exchange exchange();

    /**
     * The log document (request, response, route, service, consumer, latencies, upstream tries). Built at the first
     * call and shared by all plugins of the exchange: do not change it, copy it. It may leave the event loop.
     */
    ObjectNode document();
}
