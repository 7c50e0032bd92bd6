package io.gatehouse.cluster.outlet;

import io.gatehouse.cluster.session.DataPlaneLink;
import io.gatehouse.cluster.snapshot.ConfigurationPayload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Writes the frames of one session (RFC 6455 §5): configurations, empty pongs, the empty close.
 *
 * <p>A configuration leaves as one frame but in pieces, each only when the socket takes it: all sessions share the encoded bytes,
 * and what a slow data plane has not read yet costs one socket buffer, not a copy of the configuration encrypted for it. Large ones
 * wait for their turn in the {@link PayloadLane}.
 *
 * <p>{@link DataPlaneLink} methods may be called from any thread; everything else runs on the channel's event loop.
 */
final class FrameWriter extends PacedWriter implements DataPlaneLink {

    private static final byte[] PONG = {(byte) 0x8A, 0};

    private final AtomicReference<ConfigurationPayload> newest = new AtomicReference<>();
    private final AtomicReference<Supplier<Optional<byte[]>>> source = new AtomicReference<>();
    private final AtomicInteger owedPongs = new AtomicInteger();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** What is sent, or waits for its turn. */
    private byte[] chosen;

    private boolean begun;
    private int sent;

    /** @param stuck called when the data plane has taken nothing for too long; ends the session */
    FrameWriter(ChannelHandlerContext ctx, PayloadLane lane, Runnable stuck) {
        super(ctx, lane, stuck);
    }

    @Override
    public void push(ConfigurationPayload payload) {
        newest.set(payload);
        wake();
    }

    @Override
    public void pull(Supplier<Optional<byte[]>> source) {
        this.source.set(source);
        wake();
    }

    @Override
    public void pong() {
        owedPongs.incrementAndGet();
        wake();
    }

    @Override
    public void close() {
        run(this::closeNow);
    }

    private void wake() {
        if (ctx.executor().inEventLoop()) {
            drain();
        } else if (scheduled.compareAndSet(false, true)) {
            ctx.executor().execute(() -> {
                scheduled.set(false);
                drain();
            });
        }
    }

    @Override
    void drain() {
        boolean wrote = false;
        while (mayWrite() && writeNext()) {
            wrote = true;
        }
        if (wrote) {
            ctx.flush();
        }
    }

    private boolean writeNext() {
        if (begun) {
            writePiece();
            return true;
        }
        // control frames may stand between frames only, and need not wait for a large one that has not begun
        int pongs = owedPongs.getAndSet(0);
        if (pongs > 0) {
            writePongs(pongs);
            return true;
        }
        choose();
        if (chosen == null || chosen.length > PayloadLane.SMALL && !lane.enter(this)) {
            return false;
        }
        begun = true;
        sent = 0;
        ctx.write(Unpooled.wrappedBuffer(FrameHeader.binary(chosen.length)), ctx.voidPromise());
        return true;
    }

    /** A newer configuration takes the place of one that waits for its turn. */
    private void choose() {
        if (chosen == null || newest.get() != null) {
            chosen = nextContent().orElse(null);
        }
    }

    private Optional<byte[]> nextContent() {
        ConfigurationPayload payload = newest.getAndSet(null);
        if (payload != null) {
            return Optional.of(payload.bytes());
        }
        Supplier<Optional<byte[]>> asked = source.getAndSet(null);
        if (asked == null) {
            return Optional.empty();
        }
        Optional<byte[]> content = asked.get();
        if (content.isPresent()) {
            // it may have more; a pull that came in the meantime says the same
            source.compareAndSet(null, asked);
        }
        return content;
    }

    private void writePiece() {
        int length = Math.min(PIECE, chosen.length - sent);
        ctx.write(Unpooled.wrappedBuffer(chosen, sent, length).asReadOnly(), ctx.voidPromise());
        sent += length;
        lane.moved(this);
        if (sent == chosen.length) {
            chosen = null;
            begun = false;
            lane.leave(this);
        }
        // moves the bytes on, so that writability tells the truth before the next piece
        ctx.flush();
    }

    @Override
    boolean isInsideFrame() {
        return begun;
    }

    private void writePongs(int count) {
        ByteBuf pongs = ctx.alloc().buffer(count * PONG.length);
        for (int i = 0; i < count; i++) {
            pongs.writeBytes(PONG);
        }
        ctx.write(pongs, ctx.voidPromise());
    }
}
