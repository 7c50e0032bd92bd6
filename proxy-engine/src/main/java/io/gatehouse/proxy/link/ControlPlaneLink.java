package io.gatehouse.proxy.link;

import io.gatehouse.model.link.LinkProtocol;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
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
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a session with the control plane, for ever: whatever ends one, the next attempt follows after 5 to 10 seconds.
 * The time is random so that many data planes do not come back at once. Thread-safe.
 */
public final class ControlPlaneLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlPlaneLink.class);
    private static final int TIMEOUT_MILLIS = 5000;
    private static final int APPLY_SECONDS = 30;
    private static final int MAX_HANDSHAKE_RESPONSE = 64 << 10;

    private final LinkTarget target;
    private final Supplier<LinkTls> tls;
    private final Supplier<byte[]> basicInfo;
    private final PushReceiver receiver;
    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("link", true), NioIoHandler.newFactory());
    private final ExecutorService applier =
            Executors.newSingleThreadExecutor(new DefaultThreadFactory("configuration", true));

    private volatile boolean closed;
    private volatile boolean connected;
    private volatile Channel channel;

    /**
     * @param tls asked before each attempt, so that new certificate files are used by the next one
     * @param basicInfo the first frame of a session, JSON
     */
    public ControlPlaneLink(
            LinkTarget target, Supplier<LinkTls> tls, Supplier<byte[]> basicInfo, PushReceiver receiver) {
        this.target = target;
        this.tls = tls;
        this.basicInfo = basicInfo;
        this.receiver = receiver;
    }

    /** Makes the first attempt at once; returns immediately. */
    public void start() {
        loop.execute(this::dial);
    }

    /** True while a session is established. */
    public boolean isConnected() {
        return connected;
    }

    private void dial() {
        if (closed) {
            return;
        }
        LinkTls material;
        try {
            material = tls.get();
        } catch (RuntimeException unreadable) {
            retry("cannot use the cluster certificate: " + unreadable.getMessage());
            return;
        }
        SessionEnd end = new SessionEnd(this::onEnd);
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, TIMEOUT_MILLIS)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel fresh) {
                        assemble(fresh, material, end);
                    }
                })
                .connect(target.host(), target.port())
                .addListener(attempt -> {
                    if (!attempt.isSuccess()) {
                        end.failed(attempt.cause());
                    }
                });
    }

    private void assemble(Channel fresh, LinkTls material, SessionEnd end) {
        channel = fresh;
        var ssl = material.handler(fresh.alloc());
        ssl.setHandshakeTimeoutMillis(TIMEOUT_MILLIS);
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.HOST, target.outlet().getAuthority());
        WebSocketClientProtocolConfig webSocket = WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(target.outlet())
                .version(WebSocketVersion.V13)
                .customHeaders(headers)
                .generateOriginHeader(false)
                .allowExtensions(false)
                .maxFramePayloadLength(target.maxPayload())
                .handshakeTimeoutMillis(TIMEOUT_MILLIS)
                .dropPongFrames(false)
                .handleCloseFrames(false)
                .withUTF8Validator(false)
                .build();
        fresh.pipeline()
                .addLast(ssl)
                .addLast(new HttpClientCodec())
                .addLast(new HttpObjectAggregator(MAX_HANDSHAKE_RESPONSE))
                .addLast(new WebSocketClientProtocolHandler(webSocket))
                .addLast(new WebSocketFrameAggregator(target.maxPayload()))
                .addLast(new LinkSession(basicInfo, receiver, applier, end, () -> connected = true));
        fresh.closeFuture().addListener(gone -> end.closed());
    }

    private void onEnd(SessionEnd end) {
        connected = false;
        if (closed) {
            return;
        }
        if (end.isClean()) {
            LOG.info("connection to control plane closed [{}]", target.address());
            schedule(delay());
        } else {
            retry(end.reason());
        }
    }

    private void retry(String reason) {
        long seconds = delay();
        LOG.warn(
                "connection to control plane {} broken: {} (retrying after {} seconds) [{}]",
                target.outlet(),
                reason,
                seconds,
                target.address());
        schedule(seconds);
    }

    private static long delay() {
        return ThreadLocalRandom.current()
                .nextLong(
                        LinkProtocol.RECONNECT_AFTER_AT_LEAST.toSeconds(),
                        LinkProtocol.RECONNECT_AFTER_AT_MOST.toSeconds() + 1);
    }

    private void schedule(long seconds) {
        if (!loop.isShuttingDown()) {
            loop.schedule(this::dial, seconds, TimeUnit.SECONDS);
        }
    }

    /** Ends the session and tries no more. A push that is being applied is finished first. */
    @Override
    public void close() {
        closed = true;
        Channel open = channel;
        if (open != null) {
            LinkSession.close(open);
        }
        applier.shutdown();
        try {
            // what it writes to must not be closed under it
            applier.awaitTermination(APPLY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        loop.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
