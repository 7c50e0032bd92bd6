package io.gatehouse.cluster.outlet;

import io.gatehouse.cluster.session.FrameSession;
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
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries the frames of one data plane to its session. Runs on the channel's event loop. */
final class SessionHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);

    private final String label;
    private final PayloadLanes lanes;
    private final Beginning beginning;
    private PacedWriter writer;
    private FrameSession session;

    /** Makes a session of either protocol, and what writes for it. */
    @FunctionalInterface
    interface Beginning {
        /** @param stuck what the writer calls when the data plane has taken nothing for too long */
        Begun begin(ChannelHandlerContext ctx, PayloadLane lane, Runnable stuck);
    }

    /** A session and its writer. */
    record Begun(PacedWriter writer, FrameSession session) {}

    /** @param label how log lines name the data plane */
    SessionHandler(String label, PayloadLanes lanes, Beginning beginning) {
        this.label = label;
        this.lanes = lanes;
        this.beginning = beginning;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        Begun begun = beginning.begin(ctx, lanes.of(ctx.executor()), () -> session.stuck());
        writer = begun.writer();
        session = begun.session();
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
        } else if (frame instanceof PongWebSocketFrame) {
            session.pong();
        } else if (frame instanceof BinaryWebSocketFrame && frame.isFinalFragment()) {
            session.binary(ByteBufUtil.getBytes(frame.content()));
        } else {
            session.unexpected(typeOf(frame));
        }
    }

    /** How log lines name a frame that should not be there. */
    private static String typeOf(WebSocketFrame frame) {
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
            LOG.debug("connection with data plane broken: {}{}", cause.getMessage(), label);
            ctx.close();
        }
    }
}
