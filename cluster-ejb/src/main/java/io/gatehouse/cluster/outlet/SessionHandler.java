package io.gatehouse.cluster.outlet;

import io.gatehouse.cluster.session.DataPlaneNode;
import io.gatehouse.cluster.session.DataPlaneSession;
import io.gatehouse.cluster.session.DataPlaneSessions;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries the frames of one data plane to its session. Runs on the channel's event loop. */
final class SessionHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);

    private final DataPlaneSessions sessions;
    private final DataPlaneNode node;
    private final boolean deltas;
    private final PayloadLanes lanes;
    private FrameWriter writer;
    private DataPlaneSession session;

    SessionHandler(DataPlaneSessions sessions, DataPlaneNode node, boolean deltas, PayloadLanes lanes) {
        this.sessions = sessions;
        this.node = node;
        this.deltas = deltas;
        this.lanes = lanes;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        writer = new FrameWriter(ctx, lanes.of(ctx.executor()), () -> session.stuck());
        session = sessions.open(node, writer, deltas);
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
        if (frame instanceof CloseWebSocketFrame) {
            session.closedByPeer();
        } else if (frame instanceof PingWebSocketFrame) {
            session.ping(ByteBufUtil.getBytes(frame.content()));
        } else if (frame instanceof BinaryWebSocketFrame && frame.isFinalFragment()) {
            session.binary(ByteBufUtil.getBytes(frame.content()));
        } else {
            session.unexpected(typeOf(frame));
        }
    }

    /** How log lines name a frame that should not be there. */
    static String typeOf(WebSocketFrame frame) {
        String name =
                frame.getClass().getSimpleName().replace("WebSocketFrame", "").toLowerCase(Locale.ROOT);
        return frame.isFinalFragment() ? name : "fragmented " + name;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        writer.drain();
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof AdmissionWithdrawn) {
            session.dismiss();
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
            LOG.debug("connection with data plane broken: {}{}", cause.getMessage(), node.label());
            ctx.close();
        }
    }
}
