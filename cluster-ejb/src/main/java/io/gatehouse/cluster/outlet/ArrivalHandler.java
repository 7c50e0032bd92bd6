package io.gatehouse.cluster.outlet;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.function.Function;

/**
 * Keeps the first bytes of a connection until the {@link HandshakeGate} lets its handshake begin, and reads no more before; a
 * connection that says nothing does not come to the gate at all. Runs on the channel's event loop.
 */
final class ArrivalHandler extends ChannelInboundHandlerAdapter {
    private final HandshakeGate gate;
    private final Function<Channel, Future<Channel>> opening;
    private Object first;

    /** @param opening adds the handlers behind this one and returns what completes with the handshake */
    ArrivalHandler(HandshakeGate gate, Function<Channel, Future<Channel>> opening) {
        this.gate = gate;
        this.opening = opening;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        first = message;
        ctx.channel().config().setAutoRead(false);
        gate.enter(ctx.channel(), () -> begin(ctx));
    }

    private Future<Channel> begin(ChannelHandlerContext ctx) {
        Future<Channel> handshake = opening.apply(ctx.channel());
        Object bytes = first;
        first = null;
        ctx.fireChannelRead(bytes);
        ctx.fireChannelReadComplete();
        ctx.pipeline().remove(this);
        ctx.channel().config().setAutoRead(true);
        return handshake;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (first != null) {
            ReferenceCountUtil.release(first);
            first = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // silence, or a connection that broke while it waited
        ctx.close();
    }
}
