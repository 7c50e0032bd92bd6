package io.gatehouse.proxy.link.rpc;

import io.gatehouse.model.link.LinkException;
import io.gatehouse.model.link.LinkProtocol;
import io.gatehouse.model.link.rpc.Hello;
import io.gatehouse.model.link.rpc.RpcPeer;
import io.gatehouse.model.link.rpc.RpcProtocol;
import io.gatehouse.proxy.link.LinkAttempt;
import io.gatehouse.proxy.link.LinkEstablished;
import io.gatehouse.proxy.link.LinkFailure;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * One session on {@code /v2/outlet}: hello, its answer, then calls in both directions. Runs on the link's event loop; frames
 * are unpacked and answered elsewhere, in their order.
 */
final class RpcLinkSession extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final int NOT_FOUND = 404;
    private static final int CHECK_SECONDS = 1;
    private static final long FIRST_SYNC_MILLIS = 200;

    private final RpcLinkSessions sessions;
    private final LinkAttempt attempt;
    private FrameQueue frames;
    private RpcPeer peer;
    private ScheduledFuture<?> checks;
    private ScheduledFuture<?> syncs;
    private long openedAt;
    private long lastHeard;
    private long lastPing;

    RpcLinkSession(RpcLinkSessions sessions, LinkAttempt attempt) {
        this.sessions = sessions;
        this.attempt = attempt;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof LinkEstablished established) {
            if (!established
                    .subprotocol()
                    .filter(RpcProtocol.SUBPROTOCOL::equals)
                    .isPresent()) {
                end("the control plane did not choose the subprotocol " + RpcProtocol.SUBPROTOCOL);
                return;
            }
            begin(context);
        }
    }

    private void begin(ChannelHandlerContext context) {
        openedAt = System.nanoTime();
        lastHeard = openedAt;
        send(context, List.of(sessions.hello().encode()));
        checks = context.executor()
                .scheduleAtFixedRate(() -> check(context), CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
    }

    private void greeted(ChannelHandlerContext context, byte[] answer) {
        Set<String> capabilities = Hello.decodeAnswer(answer);
        if (sessions.wantsSync() && !capabilities.contains(RpcProtocol.SYNC)) {
            sessions.becomesUnavailable();
            end("the control plane does not offer " + RpcProtocol.SYNC);
            return;
        }
        peer = sessions.peer(frame -> send(context, frame), capabilities);
        frames = new FrameQueue(sessions.reader(), sessions.maxQueued(), peer::receive);
        sessions.greeted(peer);
        if (sessions.wantsSync()) {
            syncs = context.executor()
                    .scheduleAtFixedRate(
                            sessions::sync,
                            FIRST_SYNC_MILLIS,
                            RpcProtocol.SYNC_INTERVAL.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private static void send(ChannelHandlerContext context, List<byte[]> frame) {
        context.channel().writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(frame.toArray(byte[][]::new))));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        lastHeard = System.nanoTime();
        if (frame instanceof BinaryWebSocketFrame) {
            receive(context, ByteBufUtil.getBytes(frame.content()));
        } else if (frame instanceof PingWebSocketFrame) {
            context.writeAndFlush(new PongWebSocketFrame(frame.content().retain()));
        } else if (frame instanceof CloseWebSocketFrame) {
            attempt.closedByPeer();
            attempt.hangUp();
        }
    }

    private void receive(ChannelHandlerContext context, byte[] frame) {
        try {
            if (peer == null) {
                greeted(context, frame);
            } else {
                frames.add(frame, defect -> context.executor().execute(() -> end(defect.getMessage())));
            }
        } catch (LinkException defect) {
            end(defect.getMessage());
        }
    }

    private void check(ChannelHandlerContext context) {
        long now = System.nanoTime();
        long silent = now - lastHeard;
        if (peer == null && now - openedAt > RpcProtocol.CALL_TIMEOUT.toNanos()) {
            end("no answer to " + RpcProtocol.HELLO);
        } else if (silent > LinkProtocol.PATIENCE.toNanos()) {
            end("did not hear from control plane for " + LinkProtocol.PATIENCE.toSeconds() + " seconds");
        } else if (silent > RpcProtocol.PING_AFTER.toNanos() && now - lastPing > RpcProtocol.PING_AFTER.toNanos()) {
            lastPing = now;
            context.writeAndFlush(new PingWebSocketFrame());
        }
    }

    private void end(String why) {
        attempt.because(why);
        attempt.hangUp();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (attempt.isRefusedWith(NOT_FOUND)) {
            sessions.becomesUnavailable();
        }
        if (checks != null) {
            checks.cancel(false);
        }
        if (syncs != null) {
            syncs.cancel(false);
        }
        if (peer != null) {
            peer.close();
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        attempt.because(LinkFailure.describe(cause));
        context.close();
    }
}
