package io.gatehouse.proxy.exchange;

import io.gatehouse.proxy.http.BodyFraming;
import io.gatehouse.proxy.http.RequestHead;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * The body of a request on its way from the client. Parts are held until someone takes them; when more is held than
 * {@link #HELD} the client is not read any further. Confined to the event loop.
 */
final class RequestBody {
    /** Most bytes that are held while nobody takes them; so much is also kept for a second try. */
    static final int HELD = 64 * 1024;

    private final ClientStream client;
    private final BodyFraming framing = new BodyFraming();
    private final ArrayDeque<ByteBuf> parts = new ArrayDeque<>(4);
    private long held;
    private long received;
    private long largest;
    private boolean tooLarge;
    private boolean discarding;
    private boolean replaced;
    private int heldLimit = HELD;
    private Runnable taker;

    RequestBody(ClientStream client) {
        this.client = client;
    }

    void begin(RequestHead head, long largestBody) {
        largest = largestBody;
        received = 0;
        held = 0;
        heldLimit = HELD;
        tooLarge = false;
        discarding = false;
        replaced = false;
        taker = null;
        if (head.isStreamed()) {
            framing.untilClose();
        } else if (head.hasUnknownLength()) {
            framing.chunked();
        } else if (head.contentLength() > 0) {
            framing.length(head.contentLength());
            tooLarge = largest > 0 && head.contentLength() > largest;
        } else {
            framing.none();
        }
    }

    /** Takes the body's bytes out of the buffer; what is left belongs to the next request. */
    void receive(ByteBuf in) {
        int length;
        while ((length = framing.payload(in)) > 0) {
            received += length;
            if (discarding) {
                in.skipBytes(length);
                continue;
            }
            if (largest > 0 && received > largest) {
                tooLarge = true;
                in.skipBytes(length);
                continue;
            }
            held += length;
            parts.add(in.readRetainedSlice(length));
        }
    }

    /** The client's side said that no more comes; false when that breaks the promise of its length. */
    boolean end() {
        if (framing.endsWithConnection()) {
            framing.none();
        }
        return framing.isDone();
    }

    /** Tells the taker that bytes or the end came; without one, stops the client when enough is held. */
    void announce() {
        if (taker != null) {
            taker.run();
        } else if (held > heldLimit) {
            client.reading(false);
        }
    }

    boolean isComplete() {
        return framing.isDone();
    }

    /** True when the chunks are malformed. */
    boolean isBroken() {
        return framing.isBroken();
    }

    /** True when the body is larger than the settings allow. */
    boolean isTooLarge() {
        return tooLarge;
    }

    boolean isFull() {
        return held > heldLimit;
    }

    /** Bytes of payload that came so far. */
    long received() {
        return received;
    }

    long held() {
        return held;
    }

    /** Sets who is told by {@link #announce}; null for nobody. */
    void whenReceived(Runnable newTaker) {
        taker = newTaker;
        if (newTaker != null) {
            client.reading(true);
        }
    }

    /** Raises how much is held, for a plugin that wants to read the body. */
    void holdUpTo(int limit) {
        heldLimit = Math.max(heldLimit, limit);
    }

    /** Looks at the parts without taking them. */
    void forEach(Consumer<ByteBuf> action) {
        parts.forEach(action);
    }

    /** Takes the next part; null when none is held. The taker releases it. */
    ByteBuf take() {
        ByteBuf part = parts.poll();
        if (part != null) {
            held -= part.readableBytes();
        }
        return part;
    }

    /** Puts other bytes in place of a complete body. */
    void replace(ByteBuf content) {
        release();
        replaced = true;
        held = content.readableBytes();
        parts.add(content);
    }

    /** True when a plugin gave the request another body. */
    boolean isReplaced() {
        return replaced;
    }

    /** A copy of what is held. */
    byte[] copy() {
        byte[] all = new byte[(int) held];
        int at = 0;
        for (ByteBuf part : parts) {
            int length = part.readableBytes();
            part.getBytes(part.readerIndex(), all, at, length);
            at += length;
        }
        return all;
    }

    /** Whatever else comes is thrown away: nobody needs it. */
    void discard() {
        release();
        discarding = true;
        taker = null;
        client.reading(true);
    }

    void release() {
        ByteBuf part;
        while ((part = parts.poll()) != null) {
            part.release();
        }
        held = 0;
    }
}
