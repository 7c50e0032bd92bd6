package io.gatehouse.proxy.listener;

import io.gatehouse.model.settings.Listener;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Binds UDP listeners: one socket, or with {@code reuseport} one for each event loop; the system then keeps each client at one of
 * them.
 */
final class DatagramBinding {
    /** The largest payload of a datagram over IPv4 is 65,507 bytes. */
    private static final int MOST_BYTES = 65_535;

    private final EventLoopGroup group;
    private final Transport transport;
    private final ByteBufAllocator allocator;

    DatagramBinding(EventLoopGroup group, Transport transport, ByteBufAllocator allocator) {
        this.group = group;
        this.transport = transport;
        this.allocator = allocator;
    }

    /** Makes sockets on an event loop. */
    Bootstrap sockets(EventLoopGroup loop) {
        return new Bootstrap()
                .group(loop)
                .channel(transport.datagramChannel())
                .option(ChannelOption.ALLOCATOR, allocator)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MOST_BYTES));
    }

    /**
     * The bound sockets of a listener.
     *
     * @param setup initialises each of them
     */
    List<Channel> bind(Listener listener, ChannelHandler setup) throws IOException {
        InetSocketAddress address = new InetSocketAddress(listener.host(), listener.port());
        if (address.isUnresolved()) {
            throw new IOException("stream_listen has '" + listener.text() + "': the host cannot be resolved");
        }
        List<Channel> channels = new ArrayList<>();
        if (listener.reuseport() && transport == Transport.EPOLL) {
            for (EventExecutor loop : group) {
                channels.add(bind(listener, setup, (EventLoopGroup) loop, address));
                // with port 0 the first one chooses
                address = (InetSocketAddress) channels.get(0).localAddress();
            }
        } else {
            channels.add(bind(listener, setup, group.next(), address));
        }
        return channels;
    }

    private Channel bind(Listener listener, ChannelHandler setup, EventLoopGroup loop, InetSocketAddress address)
            throws IOException {
        Bootstrap bootstrap = sockets(loop).handler(setup);
        if (transport == Transport.EPOLL) {
            bootstrap.option(EpollChannelOption.SO_REUSEPORT, listener.reuseport());
            // a wildcard socket otherwise does not tell which address a datagram was sent to
            bootstrap.option(
                    EpollChannelOption.IP_RECVORIGDSTADDR,
                    address.getAddress().isAnyLocalAddress() && address.getAddress() instanceof Inet4Address);
        }
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "stream_listen has '" + listener.text() + "', which cannot be bound: "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return bound.channel();
    }
}
