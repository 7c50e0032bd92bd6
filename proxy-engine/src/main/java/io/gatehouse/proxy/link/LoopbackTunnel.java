package io.gatehouse.proxy.link;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lends the way through the forward proxy to a client that knows no such proxies, or not this kind: what connects to a port of the
 * loopback interface talks to the destination. Each port takes one connection; what goes through it is encrypted by the client.
 *
 * <p>Thread-safe. Runs on an event loop of its own.
 */
public final class LoopbackTunnel implements AutoCloseable {
    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("tunnel", true), NioIoHandler.newFactory());
    private final LinkDialer dialer;
    private volatile Optional<String> failure = Optional.empty();

    /** @param proxy asked before each attempt */
    public LoopbackTunnel(Supplier<Optional<ForwardProxy>> proxy) {
        dialer = new LinkDialer(group.next(), proxy);
    }

    /**
     * Opens a port for the next connection.
     *
     * @return where to connect to
     * @throws IOException when no port can be opened
     */
    public InetSocketAddress open(LinkAddress destination) throws IOException {
        failure = Optional.empty();
        var bound = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel client) {
                        client.parent().close();
                        reach(destination, client);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("no port for a tunnel: " + bound.cause().getMessage(), bound.cause());
        }
        return (InetSocketAddress) bound.channel().localAddress();
    }

    /** Why the last connection did not reach its destination; empty while that is not known, or when it did. */
    public Optional<String> failure() {
        return failure;
    }

    private void reach(LinkAddress destination, Channel client) {
        LinkAttempt attempt = new LinkAttempt(() -> {}, ended -> {
            failure = Optional.of(ended.reason());
            client.close();
        });
        dialer.open(
                destination,
                far -> {
                    far.pipeline().addLast(new Half(client));
                    client.pipeline().addLast(new Half(far));
                    client.config().setAutoRead(true);
                },
                attempt);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    }

    /** Passes on what one end sends, as fast as the other takes it. */
    private static final class Half extends ChannelInboundHandlerAdapter {
        private final Channel other;

        Half(Channel other) {
            this.other = other;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            other.write(bytes, other.voidPromise());
            if (!other.isWritable()) {
                context.channel().config().setAutoRead(false);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            other.flush();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            other.config().setAutoRead(context.channel().isWritable());
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            context.fireChannelInactive();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
