package io.gatehouse.proxy.upstream;

import io.gatehouse.model.pki.PkiException;
import io.gatehouse.proxy.deadline.DeadlineWheel;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.concurrent.Future;
import java.util.HashMap;
import java.util.Map;

/** Opens upstream connections of one event loop and keeps the idle ones. Confined to that loop. */
public final class UpstreamConnections {
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    private final Map<PoolKey, IdleStack> idle = new HashMap<>();
    private final DeadlineWheel deadlines;
    private final KeepAlive keepAlive;
    private final UpstreamTlsContexts contexts;
    private final Bootstrap bootstrap;
    private final ByteBufAllocator allocator;

    public UpstreamConnections(
            EventLoop loop,
            Class<? extends Channel> channelType,
            ByteBufAllocator allocator,
            DeadlineWheel deadlines,
            KeepAlive keepAlive,
            UpstreamTlsContexts contexts) {
        this.deadlines = deadlines;
        this.keepAlive = keepAlive;
        this.contexts = contexts;
        this.allocator = allocator;
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(channelType)
                .option(ChannelOption.ALLOCATOR, allocator)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
    }

    /**
     * Lends a connection: an idle one at once, else a new one later.
     *
     * @param fresh take no idle one
     * @param connectMillis for the TCP connect, and again for the TLS handshake
     */
    public void acquire(PoolKey key, boolean fresh, int connectMillis, UpstreamListener listener) {
        UpstreamConnection connection = fresh ? null : takeIdle(key);
        if (connection != null) {
            connection.lend(listener);
            listener.connected(connection);
        } else {
            open(key, connectMillis, listener);
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

    private void open(PoolKey key, int connectMillis, UpstreamListener listener) {
        UpstreamConnection connection = new UpstreamConnection(this, key);
        SslHandler ssl;
        try {
            ssl = key.tls()
                    .map(tls -> contexts.handler(tls, key.address(), allocator))
                    .orElse(null);
        } catch (PkiException e) {
            listener.connectFailed(e, false);
            return;
        }
        ChannelFuture opening = bootstrap
                .clone()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMillis)
                .handler(ssl == null ? connection : pipeline(ssl, connection))
                .connect(key.address());
        PendingConnection pending = new PendingConnection(connection, listener);
        opening.addListener(future -> {
            if (!future.isSuccess()) {
                pending.failed(future.cause());
            } else if (ssl == null) {
                pending.open();
            } else {
                ssl.setHandshakeTimeoutMillis(connectMillis);
                ssl.handshakeFuture().addListener(pending::handshake);
            }
        });
    }

    private static ChannelHandler pipeline(SslHandler ssl, UpstreamConnection connection) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(ssl, connection);
            }
        };
    }

    /** A connection on its way, from the connect to the end of the handshake. */
    private record PendingConnection(UpstreamConnection connection, UpstreamListener listener) {

        void open() {
            connection.lend(listener);
            listener.connected(connection);
        }

        void handshake(Future<? super Channel> done) {
            if (done.isSuccess()) {
                open();
            } else {
                failed(done.cause());
            }
        }

        void failed(Throwable cause) {
            listener.connectFailed(
                    cause, cause instanceof ConnectTimeoutException || cause instanceof SslHandshakeTimeoutException);
        }
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
        idle.values().stream().flatMap(IdleStack::all).toList().forEach(UpstreamConnection::close);
    }
}
