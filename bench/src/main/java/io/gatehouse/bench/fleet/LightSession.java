package io.gatehouse.bench.fleet;

import io.gatehouse.model.link.LinkProtocol;
import io.gatehouse.model.link.delta.Applied;
import io.gatehouse.model.link.delta.FromDataPlane;
import io.gatehouse.model.link.delta.Resume;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** One session of a light data plane: introduction, pings, configurations and what is said about them. */
final class LightSession extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final long PING_SECONDS = LinkProtocol.PING_INTERVAL.toSeconds();

    /** Data planes of other makes look once a second whether their configuration is another. */
    private static final int PLAIN_PING_MILLIS = 1000;

    private final LightNode node;
    private final boolean deltas;
    private ScheduledFuture<?> pings;
    private long lastHeard;
    private String toldHash = "";
    private String unnamed = "";
    private boolean pingPlanned;

    LightSession(LightNode node, boolean deltas) {
        this.node = node;
        this.deltas = deltas;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        node.connected();
        lastHeard = System.nanoTime();
        context.write(
                new BinaryWebSocketFrame(Unpooled.wrappedBuffer(node.fleet().introduction())));
        ping(context);
        if (deltas) {
            say(context, new Resume(node.content()));
        }
        pings = context.executor()
                .scheduleAtFixedRate(() -> beat(context), PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        pings.cancel(false);
        context.fireChannelInactive();
    }

    private void beat(ChannelHandlerContext context) {
        if (System.nanoTime() - lastHeard > LinkProtocol.PATIENCE.toNanos()) {
            node.because("no pong for " + LinkProtocol.PATIENCE.toSeconds() + " s");
            context.close();
        } else {
            ping(context);
        }
    }

    private void ping(ChannelHandlerContext context) {
        toldHash = node.hash();
        node.fleet().figures().pinged();
        context.writeAndFlush(new PingWebSocketFrame(Unpooled.copiedBuffer(toldHash, StandardCharsets.US_ASCII)));
    }

    private static void say(ChannelHandlerContext context, FromDataPlane report) {
        context.writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(report.encode())));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        lastHeard = System.nanoTime();
        if (frame instanceof PongWebSocketFrame) {
            node.fleet().figures().ponged();
        } else if (frame instanceof BinaryWebSocketFrame) {
            node.fleet().reader().read(frame.content()).ifPresent(message -> take(context, message));
        } else if (frame instanceof CloseWebSocketFrame) {
            node.because("closed by the control plane");
            context.writeAndFlush(new CloseWebSocketFrame()).addListener(said -> context.close());
        }
    }

    private void take(ChannelHandlerContext context, Message message) {
        switch (message.kind()) {
            case SNAPSHOT -> snapshot(context, message);
            case DELTA -> delta(context, message);
            case NAME -> name(context, message);
        }
    }

    private void snapshot(ChannelHandlerContext context, Message message) {
        node.runs(node.content(), message.hash(), node.revision());
        node.has(message.change());
        unnamed = message.hash();
        if (!deltas) {
            node.settled();
            planPing(context);
        }
    }

    private void planPing(ChannelHandlerContext context) {
        if (!pingPlanned) {
            pingPlanned = true;
            context.executor()
                    .schedule(
                            () -> {
                                pingPlanned = false;
                                if (context.channel().isActive()) {
                                    ping(context);
                                }
                            },
                            ThreadLocalRandom.current().nextInt(PLAIN_PING_MILLIS),
                            TimeUnit.MILLISECONDS);
        }
    }

    private void delta(ChannelHandlerContext context, Message message) {
        if (message.content().equals(node.content())) {
            return;
        }
        if (!message.from().equals(node.content())) {
            say(context, new Resume(node.content()));
            return;
        }
        // until its name comes, a configuration is known by its content
        node.runs(message.content(), message.content(), message.revision());
        node.has(message.change());
        node.settled();
        say(context, new Applied(message.revision(), 0));
        tellHash(context);
    }

    private void name(ChannelHandlerContext context, Message message) {
        if (message.hash().equals(unnamed) || message.content().equals(node.content())) {
            unnamed = "";
            if (message.revision() != node.revision()) {
                say(context, new Applied(message.revision(), 0));
            }
            node.runs(message.content(), message.hash(), message.revision());
            node.settled();
            tellHash(context);
        }
    }

    private void tellHash(ChannelHandlerContext context) {
        if (!node.hash().equals(toldHash)) {
            ping(context);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        node.because(cause.getClass().getSimpleName());
        context.close();
    }
}
