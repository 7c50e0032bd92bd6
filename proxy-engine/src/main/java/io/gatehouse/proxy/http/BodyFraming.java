package io.gatehouse.proxy.http;

import io.netty.buffer.ByteBuf;

/**
 * Finds the payload of one message body after another in the bytes of a connection (RFC 9112 §6 and §7): by length, by
 * chunks, or up to the end of the connection. Reused; confined to its event loop.
 */
public final class BodyFraming {
    private static final int EXTENSION_LIMIT = 256;
    private static final int TRAILER_LIMIT = 8192;
    private static final int MOST_SIZE_DIGITS = 15;

    private enum State {
        LENGTH,
        UNTIL_CLOSE,
        CHUNK_SIZE,
        CHUNK_EXTENSION,
        CHUNK_SIZE_LF,
        CHUNK_DATA,
        CHUNK_DATA_CR,
        CHUNK_DATA_LF,
        TRAILER_START,
        TRAILER_LINE,
        TRAILER_LINE_LF,
        TRAILER_END_LF,
        DONE,
        BROKEN
    }

    private State state = State.DONE;
    private long left;
    private int digits;
    private int overhead;
    private boolean trailerHasColon;
    private StringBuilder trailers;

    public void none() {
        state = State.DONE;
    }

    public void length(long length) {
        left = length;
        state = length == 0 ? State.DONE : State.LENGTH;
    }

    public void untilClose() {
        state = State.UNTIL_CLOSE;
    }

    public void chunked() {
        chunked(false);
    }

    /**
     * @param keepTrailers whether the fields behind the last chunk are wanted, for {@link #trailers()}
     */
    public void chunked(boolean keepTrailers) {
        trailers = keepTrailers ? new StringBuilder() : null;
        state = State.CHUNK_SIZE;
        left = 0;
        digits = 0;
        overhead = 0;
    }

    /**
     * The field lines behind the last chunk (RFC 9112 §7.1.2), each with LF at its end; empty when there were none or they
     * are not kept.
     */
    public String trailers() {
        return trailers == null ? "" : trailers.toString();
    }

    /** True when the message is complete; bytes that are left belong to the next one. */
    public boolean isDone() {
        return state == State.DONE;
    }

    /** True when the framing broke a rule; the connection cannot be used any further. */
    public boolean isBroken() {
        return state == State.BROKEN;
    }

    /** True when the end of the connection is the end of the message. */
    public boolean endsWithConnection() {
        return state == State.UNTIL_CLOSE;
    }

    /**
     * Skips framing and tells how many bytes of payload come next in the buffer.
     *
     * @return the number of bytes that the caller must take from the buffer now; 0 when there is none: the buffer is
     *     empty, the message {@linkplain #isDone() done} or {@linkplain #isBroken() broken}
     */
    public int payload(ByteBuf in) {
        switch (state) {
            case LENGTH -> {
                int length = (int) Math.min(left, in.readableBytes());
                left -= length;
                if (left == 0) {
                    state = State.DONE;
                }
                return length;
            }
            case UNTIL_CLOSE -> {
                return in.readableBytes();
            }
            case DONE, BROKEN -> {
                return 0;
            }
            default -> {
                return chunkPayload(in);
            }
        }
    }

    private int chunkPayload(ByteBuf in) {
        while (in.isReadable()) {
            if (state == State.CHUNK_DATA) {
                int length = (int) Math.min(left, in.readableBytes());
                left -= length;
                if (left == 0) {
                    state = State.CHUNK_DATA_CR;
                }
                return length;
            }
            step(in.readByte());
            if (state == State.DONE || state == State.BROKEN) {
                return 0;
            }
        }
        return 0;
    }

    private void step(byte b) {
        switch (state) {
            case CHUNK_SIZE -> chunkSize(b);
            case CHUNK_EXTENSION -> {
                if (b == '\r') {
                    state = State.CHUNK_SIZE_LF;
                } else if (b == '\n' || b == 0 || ++overhead > EXTENSION_LIMIT) {
                    state = State.BROKEN;
                }
            }
            case CHUNK_SIZE_LF -> {
                overhead = 0;
                expect(b, '\n', left > 0 ? State.CHUNK_DATA : State.TRAILER_START);
            }
            case CHUNK_DATA_CR -> expect(b, '\r', State.CHUNK_DATA_LF);
            case CHUNK_DATA_LF -> {
                digits = 0;
                expect(b, '\n', State.CHUNK_SIZE);
            }
            case TRAILER_START -> {
                if (b == '\r') {
                    state = State.TRAILER_END_LF;
                } else {
                    trailerHasColon = false;
                    state = HeaderBlock.isBlank(b) || b == ':' ? State.BROKEN : State.TRAILER_LINE;
                    trailerByte(b);
                }
            }
            case TRAILER_LINE -> trailerByte(b);
            case TRAILER_LINE_LF -> expect(b, '\n', trailerHasColon ? State.TRAILER_START : State.BROKEN);
            case TRAILER_END_LF -> expect(b, '\n', State.DONE);
            default -> throw new IllegalStateException("no framing in state " + state);
        }
    }

    private void chunkSize(byte b) {
        int digit = Character.digit(b, 16);
        if (digit >= 0) {
            left = left * 16 + digit;
            if (++digits > MOST_SIZE_DIGITS) {
                state = State.BROKEN;
            }
        } else if (digits == 0) {
            state = State.BROKEN;
        } else if (b == '\r') {
            state = State.CHUNK_SIZE_LF;
        } else {
            state = b == ';' || HeaderBlock.isBlank(b) ? State.CHUNK_EXTENSION : State.BROKEN;
        }
    }

    private void trailerByte(byte b) {
        if (trailers != null) {
            trailers.append(b == '\r' ? '\n' : (char) (b & 0xff));
        }
        if (b == '\r') {
            state = State.TRAILER_LINE_LF;
        } else if (b == '\n' || b == 0 || ++overhead > TRAILER_LIMIT) {
            state = State.BROKEN;
        } else if (b == ':') {
            trailerHasColon = true;
        }
    }

    private void expect(byte b, char wanted, State next) {
        state = b == wanted ? next : State.BROKEN;
    }
}
