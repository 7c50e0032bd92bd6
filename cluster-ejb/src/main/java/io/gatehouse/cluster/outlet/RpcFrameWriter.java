package io.gatehouse.cluster.outlet;

import io.gatehouse.cluster.rpc.RpcLink;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Writes the frames of one JSON-RPC session in their order. Large ones leave in pieces, each only when the socket takes it, so
 * that an answer that many data planes share is not copied for all of them at once, and wait for their turn in the
 * {@link PayloadLane}.
 *
 * <p>Methods of {@link RpcLink} may be called from any thread; everything else runs on the channel's event loop.
 */
final class RpcFrameWriter extends PacedWriter implements RpcLink {

    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int sentOfFirst;

    /** @param stuck called when the data plane has taken nothing for too long; ends the session */
    RpcFrameWriter(ChannelHandlerContext ctx, PayloadLane lane, Runnable stuck) {
        super(ctx, lane, stuck);
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

    private void control(byte[] frame) {
        waiting.add(frame);
        drain();
    }

    @Override
    void drain() {
        while (mayWrite() && writeNext()) {
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
    boolean isInsideFrame() {
        return !waiting.isEmpty();
    }
}
