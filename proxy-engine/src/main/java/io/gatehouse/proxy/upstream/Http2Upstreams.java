package io.gatehouse.proxy.upstream;

import io.gatehouse.proxy.deadline.DeadlineWheel;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The HTTP/2 connections to upstreams of one event loop, each used by many requests. Confined to that loop. */
final class Http2Upstreams {
    private final ConnectionOpener opener;
    private final DeadlineWheel deadlines;
    private final KeepAlive keepAlive;
    private final Map<PoolKey, List<Http2Upstream>> open = new HashMap<>();
    private final Map<PoolKey, Pending> opening = new HashMap<>();

    Http2Upstreams(ConnectionOpener opener, DeadlineWheel deadlines, KeepAlive keepAlive) {
        this.opener = opener;
        this.deadlines = deadlines;
        this.keepAlive = keepAlive;
    }

    /** Lends a stream: of an open connection at once, else of a new one later. */
    void acquire(PoolKey key, boolean fresh, int connectMillis, UpstreamListener listener) {
        Http2Upstream connection = fresh ? null : find(key);
        if (connection != null) {
            listener.connected(connection.lend(listener));
            return;
        }
        Pending pending = fresh ? null : opening.get(key);
        if (pending != null && pending.waiting.size() < Http2Upstream.STREAMS) {
            pending.waiting.add(listener);
            return;
        }
        Pending started = new Pending(key, Http2Upstream.make(this, key, deadlines, keepAlive.idleMillis()));
        started.waiting.add(listener);
        opening.put(key, started);
        opener.open(key, connectMillis, started.connection, started);
    }

    private Http2Upstream find(PoolKey key) {
        List<Http2Upstream> connections = open.get(key);
        if (connections == null) {
            return null;
        }
        for (Http2Upstream connection : connections) {
            if (connection.hasRoom()) {
                return connection;
            }
        }
        return null;
    }

    void forget(Http2Upstream connection) {
        List<Http2Upstream> connections = open.get(connection.key());
        if (connections != null && connections.remove(connection) && connections.isEmpty()) {
            open.remove(connection.key());
        }
    }

    /** Idle connections close now, the others after their requests. */
    void close() {
        List.copyOf(open.values())
                .forEach(connections -> List.copyOf(connections).forEach(Http2Upstream::leave));
    }

    /** A connection on its way, and the requests that wait for it. */
    private final class Pending implements ConnectionOpener.Opening {
        private final PoolKey key;
        private final Http2Upstream connection;
        private final List<UpstreamListener> waiting = new ArrayList<>(2);

        Pending(PoolKey key, Http2Upstream connection) {
            this.key = key;
            this.connection = connection;
        }

        @Override
        public void opened() {
            opening.remove(key, this);
            try {
                connection.established();
            } catch (Http2Exception e) {
                failed(e, false);
                return;
            }
            open.computeIfAbsent(key, any -> new ArrayList<>(2)).add(connection);
            waiting.forEach(listener -> listener.connected(connection.lend(listener)));
        }

        @Override
        public void failed(Throwable cause, boolean timedOut) {
            opening.remove(key, this);
            waiting.forEach(listener -> listener.connectFailed(cause, timedOut));
        }
    }
}
