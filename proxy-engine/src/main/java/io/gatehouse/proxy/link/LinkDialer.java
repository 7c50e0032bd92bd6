package io.gatehouse.proxy.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Iterator;
import java.util.List;

/**
 * Opens a channel to a control plane: TCP, TLS, the WebSocket upgrade, and then the caller's handler. Whatever fails on
 * the way becomes the reason of the {@link LinkAttempt}. Each step may take 5 seconds.
 *
 * <p>Works on one event loop; a name is looked up there, so the loop should serve nothing but links.
 */
public final class LinkDialer {
    private static final int TIMEOUT_MILLIS = 5000;
    private static final int MAX_HANDSHAKE_RESPONSE = 64 << 10;

    private final EventLoop loop;

    public LinkDialer(EventLoop loop) {
        this.loop = loop;
    }

    /**
     * Starts an attempt; returns immediately.
     *
     * @param session receives {@link LinkEstablished} and then whole WebSocket frames, close and pong frames included
     * @param attempt told how it goes, on the event loop
     */
    public void dial(
            LinkAddress address, LinkTls tls, LinkRequest request, ChannelHandler session, LinkAttempt attempt) {
        ChannelHandler arrival = new Arrival(address, tls, request, session, attempt);
        loop.execute(() -> {
            try {
                // a name may have several addresses, of which some may be of a family that has no route here
                List<InetAddress> candidates = List.of(InetAddress.getAllByName(address.host()));
                connect(candidates.iterator(), address.port(), arrival, attempt);
            } catch (UnknownHostException unknown) {
                attempt.failed(LinkFailure.describe(unknown));
            }
        });
    }

    private void connect(Iterator<InetAddress> candidates, int port, ChannelHandler arrival, LinkAttempt attempt) {
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, TIMEOUT_MILLIS)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(arrival)
                .connect(new InetSocketAddress(candidates.next(), port))
                .addListener(connecting -> {
                    if (connecting.isSuccess()) {
                        return;
                    }
                    if (candidates.hasNext()) {
                        connect(candidates, port, arrival, attempt);
                    } else {
                        attempt.failed(LinkFailure.describe(connecting.cause()));
                    }
                });
    }

    /** Builds the pipeline once TCP is connected, so that an address that does not answer leaves no trace. */
    @ChannelHandler.Sharable
    private static final class Arrival extends ChannelInboundHandlerAdapter {
        private final LinkAddress address;
        private final LinkTls tls;
        private final LinkRequest request;
        private final ChannelHandler session;
        private final LinkAttempt attempt;

        Arrival(LinkAddress address, LinkTls tls, LinkRequest request, ChannelHandler session, LinkAttempt attempt) {
            this.address = address;
            this.tls = tls;
            this.request = request;
            this.session = session;
            this.attempt = attempt;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            attempt.connected(context.channel());
            assemble(context.channel());
            context.fireChannelActive();
            context.pipeline().remove(this);
        }

        private void assemble(Channel channel) {
            var ssl = tls.handler(channel.alloc());
            ssl.setHandshakeTimeoutMillis(TIMEOUT_MILLIS);
            var subprotocol = new SubprotocolChoice(request.subprotocols(), attempt);
            channel.pipeline()
                    .addLast(ssl)
                    .addLast(new HttpClientCodec())
                    .addLast(new HttpObjectAggregator(MAX_HANDSHAKE_RESPONSE))
                    .addLast(subprotocol)
                    .addLast(new WebSocketClientProtocolHandler(upgrade(subprotocol)))
                    .addLast(new WebSocketFrameAggregator(request.maxPayload()))
                    .addLast(new LinkUpgrade(subprotocol, attempt))
                    .addLast(session);
        }

        private WebSocketClientProtocolConfig upgrade(SubprotocolChoice subprotocol) {
            HttpHeaders headers = new DefaultHttpHeaders();
            headers.set(HttpHeaderNames.HOST, address.toString());
            headers.add(request.headers());
            subprotocol.offer(headers);
            return WebSocketClientProtocolConfig.newBuilder()
                    .webSocketUri(URI.create("wss://" + address + request.path()))
                    .version(WebSocketVersion.V13)
                    .customHeaders(headers)
                    .generateOriginHeader(false)
                    .allowExtensions(false)
                    .maxFramePayloadLength(request.maxPayload())
                    .handshakeTimeoutMillis(TIMEOUT_MILLIS)
                    .dropPongFrames(false)
                    .handleCloseFrames(false)
                    .withUTF8Validator(false)
                    .build();
        }
    }
}
