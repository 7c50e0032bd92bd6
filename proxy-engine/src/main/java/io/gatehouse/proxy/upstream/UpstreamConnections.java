package io.gatehouse.proxy.upstream;

import io.gatehouse.proxy.deadline.DeadlineWheel;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.Map;

/** Opens upstream connections of one event loop and keeps the idle ones. Confined to that loop. */
public final class UpstreamConnections {
    private final Map<PoolKey, IdleStack> idle = new HashMap<>();
    private final DeadlineWheel deadlines;
    private final KeepAlive keepAlive;
    private final ConnectionOpener opener;
    private final Http2Upstreams http2;

    public UpstreamConnections(
            EventLoop loop,
            Class<? extends Channel> channelType,
            ByteBufAllocator allocator,
            DeadlineWheel deadlines,
            KeepAlive keepAlive,
            UpstreamTlsContexts contexts) {
        this.deadlines = deadlines;
        this.keepAlive = keepAlive;
        this.opener = new ConnectionOpener(loop, channelType, allocator, contexts);
        this.http2 = new Http2Upstreams(opener, deadlines, keepAlive);
    }

    /**
     * Lends a way to an upstream: by an open connection at once, else by a new one later.
     *
     * @param fresh use no connection that other requests used
     * @param connectMillis for the TCP connect, and again for the TLS handshake
     */
    public void acquire(PoolKey key, boolean fresh, int connectMillis, UpstreamListener listener) {
        if (key.http2()) {
            http2.acquire(key, fresh, connectMillis, listener);
            return;
        }
        UpstreamConnection connection = fresh ? null : takeIdle(key);
        if (connection != null) {
            connection.lend(listener);
            listener.connected(connection);
        } else {
            UpstreamConnection opening = new UpstreamConnection(this, key);
            opener.open(key, connectMillis, opening, new Lending(opening, listener));
        }
    }

    private record Lending(UpstreamConnection connection, UpstreamListener listener)
            implements ConnectionOpener.Opening {
        @Override
        public void opened() {
            connection.lend(listener);
            listener.connected(connection);
        }

        @Override
        public void failed(Throwable cause, boolean timedOut) {
            listener.connectFailed(cause, timedOut);
        }
    }

    /** Number of idle connections. */
    public int idleCount() {
        return idle.values().stream().mapToInt(IdleStack::size).sum();
    }

    private UpstreamConnection takeIdle(PoolKey key) {
        IdleStack stack = idle.get(key);
        if (stack == null) {
            return null;
        }
        UpstreamConnection connection = stack.pop();
        while (connection != null && !connection.isOpen()) {
            connection = stack.pop();
        }
        if (connection != null) {
            deadlines.unset(connection.idleDeadline);
        }
        return connection;
    }

    void keep(UpstreamConnection connection) {
        boolean worn = keepAlive.maxRequests() > 0 && connection.requests() >= keepAlive.maxRequests();
        if (worn || keepAlive.poolSize() == 0) {
            connection.close();
            return;
        }
        IdleStack stack = idle.get(connection.key());
        if (stack == null) {
            stack = new IdleStack();
            idle.put(connection.key(), stack);
        }
        UpstreamConnection surplus = stack.push(connection, keepAlive.poolSize());
        deadlines.set(connection.idleDeadline, keepAlive.idleMillis());
        if (surplus != null) {
            surplus.close();
        }
    }

    void forget(UpstreamConnection connection) {
        deadlines.discard(connection.idleDeadline);
        IdleStack stack = connection.idleIn;
        if (stack != null) {
            stack.remove(connection);
            if (stack.isEmpty()) {
                idle.remove(connection.key());
            }
        }
    }

    /** Closes every idle connection. */
    public void close() {
        http2.close();
        idle.values().stream().flatMap(IdleStack::all).toList().forEach(UpstreamConnection::close);
    }
}
