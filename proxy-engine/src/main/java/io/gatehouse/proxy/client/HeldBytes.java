package io.gatehouse.proxy.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/**
 * Bytes of a client that came before it was their turn: the requests that it pipelined (RFC 9112 §9.3.2). Confined to the event
 * loop.
 */
final class HeldBytes {
    private ByteBuf bytes;

    boolean isEmpty() {
        return bytes == null;
    }

    /** Takes what is left in a buffer, behind what is held already. */
    void add(ByteBuf in, Channel channel) {
        if (bytes == null) {
            bytes = in.readRetainedSlice(in.readableBytes());
            return;
        }
        ByteBuf joined = channel.alloc().directBuffer(bytes.readableBytes() + in.readableBytes());
        joined.writeBytes(bytes).writeBytes(in);
        bytes.release();
        bytes = joined;
    }

    /** Gives them up; the caller releases them. There must be some. */
    ByteBuf take() {
        ByteBuf taken = bytes;
        bytes = null;
        return taken;
    }

    void release() {
        if (bytes != null) {
            bytes.release();
            bytes = null;
        }
    }
}
