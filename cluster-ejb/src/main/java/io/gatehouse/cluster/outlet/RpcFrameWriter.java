package io.gatehouse.cluster.outlet;

import io.gatehouse.cluster.rpc.RpcLink;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Writes the frames of one JSON-RPC session in their order. Large ones leave in pieces, each only when the socket takes it, so
 * that an answer that many data planes share is not copied for all of them at once, and wait for their turn in the
 * {@link PayloadLane}.
 *
 * <p>Methods of {@link RpcLink} may be called from any thread; everything else runs on the channel's event loop.
 */
final class RpcFrameWriter implements RpcLink, PayloadLane.Sender {
    private static final int PIECE = 64 * 1024;
    private static final byte[] CLOSE = {(byte) 0x88, 0};
    private static final long CLOSE_PATIENCE_SECONDS = 5;

    private final ChannelHandlerContext ctx;
    private final PayloadLane lane;
    private final Runnable stuck;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int sentOfFirst;
    private boolean closing;

    /** @param stuck called when the data plane has taken nothing for too long; ends the session */
    RpcFrameWriter(ChannelHandlerContext ctx, PayloadLane lane, Runnable stuck) {
        this.ctx = ctx;
        this.lane = lane;
        this.stuck = stuck;
    }

    @Override
    public void send(List<byte[]> frame) {
        long length = frame.stream().mapToLong(part -> part.length).sum();
        run(() -> {
            waiting.add(FrameHeader.binary(length));
            waiting.addAll(frame);
            drain();
        });
    }

    @Override
    public void ping() {
        run(() -> control(FrameHeader.ping()));
    }

    @Override
    public void pong(byte[] payload) {
        run(() -> control(FrameHeader.pong(payload)));
    }

    @Override
    public void close() {
        run(this::closeNow);
    }

    private void run(Runnable task) {
        if (ctx.executor().inEventLoop()) {
            task.run();
        } else {
            ctx.executor().execute(task);
        }
    }

    private void control(byte[] frame) {
        waiting.add(frame);
        drain();
    }

    /** Writes what is due until the socket has enough; called again when it becomes writable. */
    void drain() {
        while (!closing && ctx.channel().isActive() && ctx.channel().isWritable() && writeNext()) {
            // moves the bytes on, so that writability tells the truth before the next piece
            ctx.flush();
        }
    }

    private boolean writeNext() {
        byte[] first = waiting.peekFirst();
        if (first == null || first.length > PayloadLane.SMALL && !lane.enter(this)) {
            return false;
        }
        int length = Math.min(PIECE, first.length - sentOfFirst);
        if (length > 0) {
            ctx.write(Unpooled.wrappedBuffer(first, sentOfFirst, length).asReadOnly(), ctx.voidPromise());
        }
        sentOfFirst += length;
        lane.moved(this);
        if (sentOfFirst == first.length) {
            waiting.removeFirst();
            sentOfFirst = 0;
            lane.leave(this);
        }
        return true;
    }

    @Override
    public void turn() {
        drain();
    }

    @Override
    public void cutOff() {
        stuck.run();
    }

    /** The connection is gone. */
    void ended() {
        lane.leave(this);
    }

    private void closeNow() {
        if (closing) {
            return;
        }
        closing = true;
        if (!waiting.isEmpty() || !ctx.channel().isActive()) {
            // inside a frame nothing else can be said
            ctx.close();
            return;
        }
        ctx.writeAndFlush(Unpooled.wrappedBuffer(CLOSE)).addListener(ChannelFutureListener.CLOSE);
        // a peer that reads nothing would keep the close frame, and the connection, for ever
        ctx.executor().schedule(() -> ctx.channel().close(), CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
