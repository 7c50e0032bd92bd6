package io.gatehouse.cluster.outlet;

import io.gatehouse.cluster.rpc.RpcSession;
import io.gatehouse.cluster.rpc.RpcSessions;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries the frames of one data plane to its JSON-RPC session. Runs on the channel's event loop. */
final class RpcSessionHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(RpcSessionHandler.class);

    private final RpcSessions sessions;
    private final String ip;
    private final Optional<Instant> certificateExpiry;
    private final PayloadLanes lanes;
    private RpcFrameWriter writer;
    private RpcSession session;

    RpcSessionHandler(RpcSessions sessions, String ip, Optional<Instant> certificateExpiry, PayloadLanes lanes) {
        this.sessions = sessions;
        this.ip = ip;
        this.certificateExpiry = certificateExpiry;
        this.lanes = lanes;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        writer = new RpcFrameWriter(ctx, lanes.of(ctx.executor()), () -> session.stuck());
        session = sessions.open(ip, certificateExpiry, writer);
        if (!ctx.channel().isActive()) {
            session.ended();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof WebSocketFrame frame) {
                receive(frame);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void receive(WebSocketFrame frame) {
        if (frame instanceof BinaryWebSocketFrame && frame.isFinalFragment()) {
            session.binary(ByteBufUtil.getBytes(frame.content()));
        } else if (frame instanceof PingWebSocketFrame) {
            session.ping(ByteBufUtil.getBytes(frame.content()));
        } else if (frame instanceof PongWebSocketFrame) {
            session.pong();
        } else if (frame instanceof CloseWebSocketFrame) {
            session.closedByPeer();
        } else {
            session.unexpected(SessionHandler.typeOf(frame));
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        writer.drain();
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof AdmissionWithdrawn) {
            session.close();
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        writer.ended();
        session.ended();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof TooLongFrameException || cause instanceof CorruptedFrameException) {
            session.unexpected(cause.getMessage());
        } else {
            LOG.debug("connection with data plane at {} broken: {}", ip, cause.getMessage());
            ctx.close();
        }
    }
}
