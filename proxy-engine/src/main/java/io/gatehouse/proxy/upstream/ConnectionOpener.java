package io.gatehouse.proxy.upstream;

import io.gatehouse.model.pki.PkiException;
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
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.concurrent.Future;
import java.io.IOException;

/** Opens connections to upstreams: TCP, and TLS where it is asked for. Confined to its event loop. */
public final class ConnectionOpener {
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    private final UpstreamTlsContexts contexts;
    private final Bootstrap bootstrap;
    private final ByteBufAllocator allocator;

    /** Who waits for a connection. */
    public interface Opening {
        /** The connection can be used. */
        void opened();

        /** There is none. */
        void failed(Throwable cause, boolean timedOut);
    }

    public ConnectionOpener(
            EventLoop loop,
            Class<? extends Channel> channelType,
            ByteBufAllocator allocator,
            UpstreamTlsContexts contexts) {
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
     * Opens a connection; the answer may come before this returns.
     *
     * @param handler the last one of the new connection's pipeline
     */
    public void open(PoolKey key, int connectMillis, ChannelHandler handler, Opening opening) {
        SslHandler ssl;
        try {
            ssl = key.tls()
                    .map(tls -> contexts.handler(tls, key.address(), allocator))
                    .orElse(null);
        } catch (PkiException e) {
            opening.failed(e, false);
            return;
        }
        ChannelFuture connect = bootstrap
                .clone()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMillis)
                .handler(ssl == null ? handler : pipeline(ssl, handler))
                .connect(key.address());
        connect.addListener(future -> {
            if (!future.isSuccess()) {
                fail(opening, future.cause());
            } else if (ssl == null) {
                opening.opened();
            } else {
                ssl.setHandshakeTimeoutMillis(connectMillis);
                ssl.handshakeFuture().addListener(done -> handshaken(key, ssl, done, opening));
            }
        });
    }

    private static ChannelHandler pipeline(SslHandler ssl, ChannelHandler handler) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(ssl, handler);
            }
        };
    }

    private static void handshaken(PoolKey key, SslHandler ssl, Future<?> done, Opening opening) {
        if (!done.isSuccess()) {
            fail(opening, done.cause());
        } else if (key.http2() && !ApplicationProtocolNames.HTTP_2.equals(ssl.applicationProtocol())) {
            ssl.closeOutbound();
            opening.failed(new IOException("the upstream does not agree to HTTP/2, which gRPC needs"), false);
        } else {
            opening.opened();
        }
    }

    private static void fail(Opening opening, Throwable cause) {
        opening.failed(
                cause, cause instanceof ConnectTimeoutException || cause instanceof SslHandshakeTimeoutException);
    }
}
