package io.gatehouse.proxy.status;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Serves {@link StatusRoutes} on threads of its own, so that a busy proxy still answers its probes. */
public final class StatusServer implements AutoCloseable {
    private static final int MAX_BODY = 64 << 10;
    private static final int IDLE_SECONDS = 75;

    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("status", true), NioIoHandler.newFactory());
    private final List<Channel> listeners = new ArrayList<>();
    private final StatusRoutes routes;
    private final String serverName;

    /** @param serverName the {@code Server} header */
    public StatusServer(StatusRoutes routes, String serverName) {
        this.routes = routes;
        this.serverName = serverName;
    }

    /**
     * Opens one more listener.
     *
     * @param tls present for a TLS listener
     * @return the bound address, which tells the port where {@code address} left the choice to the system
     * @throws StatusListenerException when the address cannot be bound
     */
    public InetSocketAddress listen(InetSocketAddress address, Optional<SslContext> tls) {
        var bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel client) {
                        tls.ifPresent(context -> client.pipeline().addLast(context.newHandler(client.alloc())));
                        client.pipeline()
                                .addLast(new ReadTimeoutHandler(IDLE_SECONDS))
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(MAX_BODY))
                                .addLast(new StatusHandler(routes, serverName));
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new StatusListenerException(address, bound.cause());
        }
        listeners.add(bound.channel());
        return (InetSocketAddress) bound.channel().localAddress();
    }

    @Override
    public void close() {
        listeners.forEach(Channel::close);
        loop.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
