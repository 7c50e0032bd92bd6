package io.gatehouse.proxy.upstream;

import java.util.ArrayDeque;
import java.util.stream.Stream;

/** The idle connections of one key: the last one in is the first one out, so that few stay warm and the rest expire. */
final class IdleStack {
    private final ArrayDeque<UpstreamConnection> connections = new ArrayDeque<>();

    UpstreamConnection pop() {
        UpstreamConnection connection = connections.pollLast();
        if (connection != null) {
            connection.idleIn = null;
        }
        return connection;
    }

    /** Adds a connection; answers the one that had to make room, or null. */
    UpstreamConnection push(UpstreamConnection connection, int most) {
        connections.addLast(connection);
        connection.idleIn = this;
        if (connections.size() <= most) {
            return null;
        }
        UpstreamConnection oldest = connections.pollFirst();
        oldest.idleIn = null;
        return oldest;
    }

    void remove(UpstreamConnection connection) {
        connections.removeLastOccurrence(connection);
        connection.idleIn = null;
    }

    boolean isEmpty() {
        return connections.isEmpty();
    }

    Stream<UpstreamConnection> all() {
        return connections.stream();
    }

    int size() {
        return connections.size();
    }
}
