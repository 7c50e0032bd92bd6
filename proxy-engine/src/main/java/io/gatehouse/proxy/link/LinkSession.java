package io.gatehouse.proxy.link;

import io.gatehouse.model.link.LinkException;
import io.gatehouse.model.link.LinkProtocol;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * One session on {@code /v1/outlet}: the node's description first, then pings that carry the configuration hash, and
 * pushes in return. Of pushes that come while one is applied only the newest is kept.
 */
final class LinkSession extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final long PING_SECONDS = LinkProtocol.PING_INTERVAL.toSeconds();
    private static final int PATIENCE_CHECK_SECONDS = 5;

    private final Supplier<byte[]> basicInfo;
    private final PushReceiver receiver;
    private final Executor applier;
    private final LinkAttempt attempt;
    private final AtomicReference<byte[]> newest = new AtomicReference<>();
    private long lastHeard;

    LinkSession(Supplier<byte[]> basicInfo, PushReceiver receiver, Executor applier, LinkAttempt attempt) {
        this.basicInfo = basicInfo;
        this.receiver = receiver;
        this.applier = applier;
        this.attempt = attempt;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof LinkEstablished) {
            begin(context);
        }
    }

    private void begin(ChannelHandlerContext context) {
        lastHeard = System.nanoTime();
        context.writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(basicInfo.get())));
        ping(context.channel());
        var loop = context.channel().eventLoop();
        var pings =
                loop.scheduleAtFixedRate(() -> ping(context.channel()), PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
        var checks = loop.scheduleAtFixedRate(
                () -> checkPatience(context), PATIENCE_CHECK_SECONDS, PATIENCE_CHECK_SECONDS, TimeUnit.SECONDS);
        context.channel().closeFuture().addListener(gone -> {
            pings.cancel(false);
            checks.cancel(false);
        });
    }

    private void ping(Channel channel) {
        channel.writeAndFlush(
                new PingWebSocketFrame(Unpooled.copiedBuffer(receiver.configurationHash(), StandardCharsets.US_ASCII)));
    }

    private void checkPatience(ChannelHandlerContext context) {
        if (System.nanoTime() - lastHeard > LinkProtocol.PATIENCE.toNanos()) {
            attempt.because("did not receive pong frame from control plane within " + LinkProtocol.PATIENCE.toSeconds()
                    + " seconds");
            attempt.hangUp();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        lastHeard = System.nanoTime();
        if (frame instanceof BinaryWebSocketFrame) {
            byte[] push = ByteBufUtil.getBytes(frame.content());
            if (newest.getAndSet(push) == null) {
                applier.execute(() -> applyNewest(context.channel()));
            }
        } else if (frame instanceof CloseWebSocketFrame) {
            attempt.closedByPeer();
            attempt.hangUp();
        }
    }

    /** On the applier's thread. */
    private void applyNewest(Channel channel) {
        byte[] push = newest.getAndSet(null);
        try {
            receiver.receive(push);
            channel.eventLoop().execute(() -> ping(channel));
        } catch (LinkException unreadable) {
            channel.eventLoop().execute(() -> {
                attempt.because(unreadable.getMessage());
                attempt.hangUp();
            });
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        attempt.because(LinkFailure.describe(cause));
        context.close();
    }
}
