package io.gatehouse.proxy.framing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.List;
import java.util.Map;

/**
 * One message on a stream of HTTP/2: its head, its body, fields behind it. What was queued last is held back until it is known whether
 * it ends the stream (RFC 9113 §8.1), so that the end needs no frame of its own. Reused; confined to the event loop.
 */
public abstract class StreamOutput {
    private boolean headHeld;
    private ByteBuf held;
    private Http2Headers trailers;
    private boolean ended;

    /** Prepares for the next message. */
    public final void clear() {
        headHeld = false;
        trailers = null;
        ended = false;
    }

    /** A head is ready for {@link #writeHead}. */
    protected final void headQueued() {
        headHeld = true;
    }

    /** Queues a part of the body; takes over the buffer. */
    public final void write(ByteBuf bytes) {
        send(false);
        held = bytes;
    }

    /** Queues fields that follow the body, names in lower case. */
    public final void trailers(List<Map.Entry<String, String>> fields) {
        trailers = new DefaultHttp2Headers(false, fields.size());
        fields.forEach(field -> trailers.add(field.getKey(), field.getValue()));
    }

    /** The message is complete. */
    public final void end() {
        send(true);
    }

    /** Hands what is held back to the codec. */
    public final void pass() {
        if (!ended) {
            send(false);
        }
    }

    /** True once the last frame was handed to the codec. */
    public final boolean isEnded() {
        return ended;
    }

    /** Drops what is held back. */
    public void release() {
        if (held != null) {
            held.release();
            held = null;
        }
    }

    private void send(boolean last) {
        if (ended || stream() == null && !(headHeld && opensStream())) {
            release();
            return;
        }
        ByteBuf data = held;
        held = null;
        if (headHeld) {
            headHeld = false;
            boolean only = last && data == null && trailers == null;
            ended = only;
            if (!writeHead(only)) {
                release(data);
                return;
            }
            if (only) {
                return;
            }
        }
        boolean trailed = last && trailers != null;
        if (data != null || last && !trailed) {
            writeData(data == null ? Unpooled.EMPTY_BUFFER : data, last && !trailed);
        }
        if (trailed) {
            ended = true;
            lastWritten(encoder()
                    .writeHeaders(
                            context(),
                            stream().id(),
                            trailers,
                            0,
                            true,
                            context().newPromise()));
        }
    }

    private void writeData(ByteBuf data, boolean last) {
        ended = last;
        ChannelFuture sent = encoder()
                .writeData(context(), stream().id(), data, 0, last, context().newPromise());
        if (last) {
            lastWritten(sent);
        }
    }

    private static void release(ByteBuf data) {
        if (data != null) {
            data.release();
        }
    }

    /** Where the message goes; null while there is no stream. */
    protected abstract Http2Stream stream();

    protected abstract ChannelHandlerContext context();

    protected abstract Http2ConnectionEncoder encoder();

    /** Whether the head of the message opens its stream. */
    protected boolean opensStream() {
        return false;
    }

    /**
     * Writes the head.
     *
     * @param only whether it is the whole message
     * @return false when there is no stream to write it to
     */
    protected abstract boolean writeHead(boolean only);

    /** The last frame, unless that was the head, is with the codec. */
    protected void lastWritten(ChannelFuture sent) {}
}
