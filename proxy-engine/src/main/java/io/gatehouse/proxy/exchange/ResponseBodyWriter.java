package io.gatehouse.proxy.exchange;

import io.gatehouse.plugin.BodyTransformer;
import io.gatehouse.proxy.exchange.ResponseHeadWriter.Framing;
import io.gatehouse.proxy.http.Ascii;
import io.gatehouse.proxy.http.HeadWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;

/**
 * Writes a response to the client: the head and small parts of the body in one buffer, larger parts as they came. One per
 * client connection.
 */
final class ResponseBodyWriter {
    /** Parts up to this size are copied behind what is already there: cheaper than one more buffer to the kernel. */
    static final int JOINED = 4096;

    private static final int FRAME = 16;
    private static final byte[] LAST_CHUNK = Ascii.bytes("0\r\n\r\n");
    private static final byte[] EMPTY = {};
    private static final byte[] HEX = Ascii.bytes("0123456789abcdef");

    private final ClientStream client;
    private final ByteBufAllocator allocator;
    private ByteBuf pending;
    private boolean chunked;
    private List<BodyTransformer> transformers = List.of();
    private List<Map.Entry<String, String>> trailers = List.of();
    private long bodyBytes;
    private long headBytes;

    ResponseBodyWriter(ClientStream client, ByteBufAllocator allocator) {
        this.client = client;
        this.allocator = allocator;
    }

    void clear() {
        headBytes = 0;
        bodyBytes = 0;
    }

    /** How much room a head's buffer should have for what follows in the same read. */
    private static int room(int readable) {
        return readable <= JOINED ? readable + 2 * FRAME : FRAME;
    }

    /**
     * Begins with a head.
     *
     * @param readable bytes of the body that are known to follow at once
     */
    void begin(HeadWriter head, int readable, Framing framing, List<BodyTransformer> newTransformers) {
        headBytes = head.size();
        if (client.isFramed()) {
            client.head(head);
        } else {
            pending = head.toBuffer(allocator, room(readable));
        }
        chunked = framing == Framing.CHUNKED && !client.isFramed();
        transformers = newTransformers;
        trailers = List.of();
        bodyBytes = 0;
    }

    /** Bytes of the head and body so far. */
    long bytes() {
        return headBytes + bodyBytes;
    }

    /** Bytes of the body so far, with what frames its chunks: so much was sent. */
    long bodyBytes() {
        return bodyBytes;
    }

    /** Takes the next {@code length} bytes of the body out of the buffer. */
    void part(ByteBuf in, int length) {
        if (!transformers.isEmpty()) {
            byte[] piece = new byte[length];
            in.readBytes(piece);
            transformed(piece, false);
            return;
        }
        bodyBytes += length;
        if (chunked) {
            chunkSize(length);
        }
        if (length <= JOINED && reserve(length)) {
            pending.writeBytes(in, length);
        } else {
            pass();
            client.write(in.readRetainedSlice(length));
        }
        if (chunked) {
            crlf();
        }
    }

    /** Fields that follow the body, where the client's protocol has a place for them. */
    void trailers(List<Map.Entry<String, String>> newTrailers) {
        if (newTrailers.isEmpty()) {
            return;
        }
        if (client.isFramed()) {
            pass();
            client.trailers(newTrailers);
        } else {
            trailers = newTrailers;
        }
    }

    /** The body is complete. */
    void end() {
        if (!transformers.isEmpty()) {
            transformed(EMPTY, true);
        }
        if (chunked && trailers.isEmpty()) {
            reserve(LAST_CHUNK.length);
            pending.writeBytes(LAST_CHUNK);
            bodyBytes += LAST_CHUNK.length;
        } else if (chunked) {
            endWithTrailers();
        }
        pass();
        client.end();
    }

    /** RFC 9112 §7.1.2. */
    private void endWithTrailers() {
        StringBuilder last = new StringBuilder("0\r\n");
        for (Map.Entry<String, String> field : trailers) {
            last.append(field.getKey()).append(": ").append(field.getValue()).append("\r\n");
        }
        byte[] bytes = Ascii.bytes(last.append("\r\n").toString());
        pass();
        client.write(Unpooled.wrappedBuffer(bytes));
        bodyBytes += bytes.length;
    }

    /** Hands what was put together to the client's connection. */
    void pass() {
        if (pending != null) {
            ByteBuf bytes = pending;
            pending = null;
            client.write(bytes);
        }
    }

    /** Drops what was not handed over. */
    void release() {
        if (pending != null) {
            pending.release();
            pending = null;
        }
        transformers = List.of();
    }

    private void transformed(byte[] piece, boolean last) {
        byte[] result = piece;
        for (BodyTransformer transformer : transformers) {
            result = transformer.transform(result, last);
        }
        if (result.length == 0) {
            return;
        }
        bodyBytes += result.length;
        if (chunked) {
            chunkSize(result.length);
        }
        if (!reserve(result.length)) {
            pass();
            pending = allocator.directBuffer(result.length + FRAME);
        }
        pending.writeBytes(result);
        if (chunked) {
            crlf();
        }
    }

    /** Makes sure that there is room; false when the bytes are better passed on by themselves. */
    private boolean reserve(int length) {
        if (pending != null && pending.writableBytes() >= length) {
            return true;
        }
        if (length > JOINED) {
            return false;
        }
        pass();
        pending = allocator.directBuffer(length + FRAME);
        return true;
    }

    private void chunkSize(int length) {
        reserve(FRAME);
        int digits = Math.max(1, (35 - Integer.numberOfLeadingZeros(length)) / 4);
        for (int i = digits - 1; i >= 0; i--) {
            pending.writeByte(HEX[length >>> (i * 4) & 15]);
        }
        bodyBytes += digits;
        crlf();
    }

    private void crlf() {
        reserve(2);
        pending.writeByte('\r');
        pending.writeByte('\n');
        bodyBytes += 2;
    }
}
