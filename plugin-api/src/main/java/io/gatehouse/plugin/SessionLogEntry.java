package io.gatehouse.plugin;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What happened in a session of a stream route, for log plugins. */
public interface SessionLogEntry {

    /**
     * The log document (session, upstream, route, service, upstream tries, latencies). Built at the first call and shared by
     * all plugins of the session: do not change it, copy it. It may leave the event loop.
     */
    ObjectNode document();
}
