package io.gatehouse.cluster.outlet;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.TimeUnit;

/**
 * What the writers of sessions have in common: a large frame leaves in pieces and in its turn, and the end is an empty close frame where
 * that can still be said. Runs on the channel's event loop.
 */
abstract class PacedWriter implements PayloadLane.Sender {
    /** Four TLS records: large enough to keep the socket busy, small enough to let other sessions of the loop in between. */
    static final int PIECE = 64 * 1024;

    private static final byte[] CLOSE = {(byte) 0x88, 0};
    private static final long CLOSE_PATIENCE_SECONDS = 5;

    final ChannelHandlerContext ctx;
    final PayloadLane lane;
    private final Runnable stuck;
    private boolean closing;

    /** @param stuck called when the data plane has taken nothing for too long; ends the session */
    PacedWriter(ChannelHandlerContext ctx, PayloadLane lane, Runnable stuck) {
        this.ctx = ctx;
        this.lane = lane;
        this.stuck = stuck;
    }

    /** Writes what is due until the socket has enough; called again when it becomes writable. */
    abstract void drain();

    /** Whether the data plane has part of a frame, inside of which nothing else can be said. */
    abstract boolean isInsideFrame();

    final boolean mayWrite() {
        return !closing && ctx.channel().isActive() && ctx.channel().isWritable();
    }

    /** The connection is gone. */
    final void ended() {
        lane.leave(this);
    }

    @Override
    public final void turn() {
        drain();
    }

    @Override
    public final void cutOff() {
        stuck.run();
    }

    final void run(Runnable task) {
        if (ctx.executor().inEventLoop()) {
            task.run();
        } else {
            ctx.executor().execute(task);
        }
    }

    final void closeNow() {
        if (closing) {
            return;
        }
        closing = true;
        if (isInsideFrame() || !ctx.channel().isActive()) {
            ctx.close();
            return;
        }
        ctx.writeAndFlush(Unpooled.wrappedBuffer(CLOSE)).addListener(ChannelFutureListener.CLOSE);
        // a peer that reads nothing would keep the close frame, and the connection, for ever
        ctx.executor().schedule(() -> ctx.channel().close(), CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
