package io.gatehouse.proxy.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Opens a channel to a control plane: TCP or a forward proxy's tunnel, TLS, the WebSocket upgrade, and then the caller's handler. Whatever fails on
 * the way becomes the reason of the {@link LinkAttempt}. Each step may take 5 seconds.
 *
 * <p>Works on one event loop; a name is looked up there, so the loop should serve nothing but links.
 */
public final class LinkDialer {
    static final int TIMEOUT_MILLIS = 5000;

    private final EventLoop loop;
    private final Supplier<Optional<ForwardProxy>> proxy;

    /** @param proxy asked before each attempt, so that new credentials are used by the next one; empty to go directly */
    public LinkDialer(EventLoop loop, Supplier<Optional<ForwardProxy>> proxy) {
        this.loop = loop;
        this.proxy = proxy;
    }

    /**
     * Starts an attempt; returns immediately.
     *
     * @param session receives {@link LinkEstablished} and then whole WebSocket frames, close and pong frames included
     * @param attempt told how it goes, on the event loop
     */
    public void dial(
            LinkAddress address, LinkTls tls, LinkRequest request, ChannelHandler session, LinkAttempt attempt) {
        open(address, new LinkPipeline(address, tls, request, session, attempt)::assemble, attempt);
    }

    /**
     * Opens a channel and nothing on it; returns immediately.
     *
     * @param assembly adds the handlers, which begin with the next {@code channelActive}
     * @param attempt told how it goes, on the event loop
     */
    void open(LinkAddress address, Consumer<Channel> assembly, LinkAttempt attempt) {
        loop.execute(() -> {
            Optional<ForwardProxy> between;
            try {
                between = proxy.get();
            } catch (IllegalArgumentException unusable) {
                attempt.failed("proxy_server: " + unusable.getMessage());
                return;
            }
            Route route = new Route(between, between.map(ForwardProxy::address).orElse(address), address);
            ChannelHandler arrival = new Arrival(route, assembly, attempt);
            try {
                // a name may have several addresses, of which some may be of a family that has no route here
                List<InetAddress> candidates =
                        List.of(InetAddress.getAllByName(route.next().host()));
                connect(candidates.iterator(), route, arrival, attempt);
            } catch (UnknownHostException unknown) {
                attempt.failed(route.where() + LinkFailure.describe(unknown));
            }
        });
    }

    private void connect(Iterator<InetAddress> candidates, Route route, ChannelHandler arrival, LinkAttempt attempt) {
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, TIMEOUT_MILLIS)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(arrival)
                .connect(new InetSocketAddress(candidates.next(), route.next().port()))
                .addListener(connecting -> {
                    if (connecting.isSuccess()) {
                        return;
                    }
                    if (candidates.hasNext()) {
                        connect(candidates, route, arrival, attempt);
                    } else {
                        attempt.failed(route.where() + LinkFailure.describe(connecting.cause()));
                    }
                });
    }

    /**
     * How a control plane is reached.
     *
     * @param next what TCP is connected to: the proxy, or the control plane itself
     */
    private record Route(Optional<ForwardProxy> proxy, LinkAddress next, LinkAddress destination) {

        /** For messages about the connection to {@link #next}; empty when that is the control plane. */
        String where() {
            return proxy.map(between -> "forward proxy " + between + ": ").orElse("");
        }
    }

    /** Builds the pipeline once TCP is connected, so that an address that does not answer leaves no trace. */
    @ChannelHandler.Sharable
    private static final class Arrival extends ChannelInboundHandlerAdapter {
        private final Route route;
        private final Consumer<Channel> assembly;
        private final LinkAttempt attempt;

        Arrival(Route route, Consumer<Channel> assembly, LinkAttempt attempt) {
            this.route = route;
            this.assembly = assembly;
            this.attempt = attempt;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            Channel channel = context.channel();
            attempt.connected(channel);
            if (route.proxy().isPresent()) {
                tunnel(channel, route.proxy().get());
            } else {
                assembly.accept(channel);
            }
            context.fireChannelActive();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            // the handlers behind this one know better why
            context.fireChannelInactive();
            attempt.closed();
        }

        private void tunnel(Channel channel, ForwardProxy between) {
            between.tls().ifPresent(context -> {
                LinkAddress server = between.address();
                var ssl = context.newHandler(channel.alloc(), server.host(), server.port());
                ssl.setHandshakeTimeoutMillis(TIMEOUT_MILLIS);
                channel.pipeline().addLast(ssl);
            });
            Runnable opened = () -> assembly.accept(channel);
            channel.pipeline().addLast(new ProxyTunnel(between, route.destination(), opened, attempt));
        }
    }
}
