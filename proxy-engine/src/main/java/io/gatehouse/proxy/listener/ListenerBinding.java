package io.gatehouse.proxy.listener;

import io.gatehouse.model.settings.Listener;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Binds listeners: one socket, or with {@code reuseport} one for each event loop, so that accepting never changes loops. */
final class ListenerBinding {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerBinding.class);
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32 * 1024, 64 * 1024);
    private static final int DEFAULT_BACKLOG = 511;
    private static final int DEFER_SECONDS = 60;

    private final String setting;
    private final EventLoopGroup group;
    private final Transport transport;
    private final ByteBufAllocator allocator;

    /**
     * @param setting whose entries are bound, for errors
     */
    ListenerBinding(String setting, EventLoopGroup group, Transport transport, ByteBufAllocator allocator) {
        this.setting = setting;
        this.group = group;
        this.transport = transport;
        this.allocator = allocator;
    }

    /**
     * The bound channels of a listener.
     *
     * @param setup initialises accepted connections
     */
    List<Channel> bind(Listener listener, ChannelHandler setup) throws IOException {
        if (listener.ipv6Only().isPresent()) {
            LOG.warn("{} has '{}': ipv6only is left to the system", setting, listener.text());
        }
        InetSocketAddress address = new InetSocketAddress(listener.host(), listener.port());
        if (address.isUnresolved()) {
            throw new IOException(setting + " has '" + listener.text() + "': the host cannot be resolved");
        }
        List<Channel> channels = new ArrayList<>();
        if (listener.reuseport() && transport == Transport.EPOLL) {
            for (EventExecutor loop : group) {
                channels.add(bind(listener, setup, (EventLoopGroup) loop, address));
                // with port 0 the first one chooses
                address = (InetSocketAddress) channels.get(0).localAddress();
            }
        } else {
            channels.add(bind(listener, setup, group, address));
        }
        return channels;
    }

    private Channel bind(Listener listener, ChannelHandler setup, EventLoopGroup loops, InetSocketAddress address)
            throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, listener.backlog().orElse(DEFAULT_BACKLOG))
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, allocator)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(512, 2048, 65536))
                .childHandler(setup);
        if (transport == Transport.EPOLL) {
            bootstrap.option(EpollChannelOption.SO_REUSEPORT, listener.reuseport());
            if (listener.deferred()) {
                bootstrap.option(EpollChannelOption.TCP_DEFER_ACCEPT, DEFER_SECONDS);
            }
        }
        listener.keepAlive().ifPresent(keepAlive -> keepAlive(bootstrap, keepAlive));
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    setting + " has '" + listener.text() + "', which cannot be bound: "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return bound.channel();
    }

    private void keepAlive(ServerBootstrap bootstrap, Listener.KeepAlive keepAlive) {
        bootstrap.childOption(ChannelOption.SO_KEEPALIVE, keepAlive.enabled());
        if (transport == Transport.EPOLL) {
            keepAlive.idleSeconds().ifPresent(value -> bootstrap.childOption(EpollChannelOption.TCP_KEEPIDLE, value));
            keepAlive
                    .intervalSeconds()
                    .ifPresent(value -> bootstrap.childOption(EpollChannelOption.TCP_KEEPINTVL, value));
            keepAlive.count().ifPresent(value -> bootstrap.childOption(EpollChannelOption.TCP_KEEPCNT, value));
        }
    }
}
