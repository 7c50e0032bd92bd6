package io.gatehouse.proxy.link;

import io.gatehouse.model.link.LinkException;
import io.gatehouse.model.link.LinkProtocol;
import io.gatehouse.model.link.delta.DeltaProtocol;
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
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One session on {@code /v1/outlet}: the node's description first, then pings that carry the configuration hash, and
 * configurations in return: whole ones, or deltas where the control plane agrees to that.
 */
final class LinkSession extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final long PING_SECONDS = LinkProtocol.PING_INTERVAL.toSeconds();
    private static final int PATIENCE_CHECK_SECONDS = 5;

    private final Supplier<byte[]> basicInfo;
    private final PushReceiver pushes;
    private final DeltaReceiver deltas;
    private final Executor applier;
    private final LinkAttempt attempt;
    private Intake intake;
    private boolean deltasAgreed;
    private String lastHash = "";
    private long lastHeard;

    LinkSession(
            Supplier<byte[]> basicInfo,
            PushReceiver pushes,
            DeltaReceiver deltas,
            Executor applier,
            LinkAttempt attempt) {
        this.basicInfo = basicInfo;
        this.pushes = pushes;
        this.deltas = deltas;
        this.applier = applier;
        this.attempt = attempt;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof LinkEstablished established) {
            deltasAgreed = established
                    .subprotocol()
                    .filter(DeltaProtocol.SUBPROTOCOL::equals)
                    .isPresent();
            Channel channel = context.channel();
            Consumer<Runnable> apply = task -> applier.execute(() -> apply(task, channel));
            intake = deltasAgreed
                    ? new DeltaIntake(deltas, apply, report -> send(channel, report.encode()))
                    : new PushIntake(pushes, apply);
            begin(context);
        }
    }

    private void begin(ChannelHandlerContext context) {
        lastHeard = System.nanoTime();
        send(context.channel(), basicInfo.get());
        ping(context.channel());
        intake.begin();
        var loop = context.channel().eventLoop();
        var pings = loop.scheduleAtFixedRate(
                () -> {
                    ping(context.channel());
                    intake.rest();
                },
                PING_SECONDS,
                PING_SECONDS,
                TimeUnit.SECONDS);
        var checks = loop.scheduleAtFixedRate(
                () -> checkPatience(context), PATIENCE_CHECK_SECONDS, PATIENCE_CHECK_SECONDS, TimeUnit.SECONDS);
        context.channel().closeFuture().addListener(gone -> {
            pings.cancel(false);
            checks.cancel(false);
        });
    }

    private static void send(Channel channel, byte[] message) {
        channel.writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(message)));
    }

    private void ping(Channel channel) {
        lastHash = pushes.configurationHash();
        channel.writeAndFlush(new PingWebSocketFrame(Unpooled.copiedBuffer(lastHash, StandardCharsets.US_ASCII)));
    }

    /** Peers of other makes expect a ping after every configuration; with deltas only a hash that is new is worth one. */
    private void tellHash(Channel channel) {
        if (!deltasAgreed || !pushes.configurationHash().equals(lastHash)) {
            ping(channel);
        }
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
            intake.add(ByteBufUtil.getBytes(frame.content()));
        } else if (frame instanceof CloseWebSocketFrame) {
            attempt.closedByPeer();
            attempt.hangUp();
        }
    }

    /** On the applier's thread. */
    private void apply(Runnable task, Channel channel) {
        try {
            task.run();
            channel.eventLoop().execute(() -> tellHash(channel));
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
