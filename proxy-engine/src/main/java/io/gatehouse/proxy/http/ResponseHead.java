package io.gatehouse.proxy.http;

import io.netty.buffer.ByteBuf;

/**
 * The head of an upstream's response: status line, header lines and what they say about the body. Made once per client
 * connection and reused; confined to its event loop.
 */
public final class ResponseHead {
    /** {@link #contentLength()} of a response without the header. */
    public static final long NO_LENGTH = -1;

    private static final int STEP = 4096;

    final HeaderBlock headers = new HeaderBlock();
    int position;
    boolean lineParsed;

    int status;
    int reasonStart;
    int reasonEnd;
    int minorVersion;
    long contentLength;
    boolean chunked;

    /** Prepares for the next response. */
    public void clear() {
        headers.clear();
        position = 0;
        lineParsed = false;
        status = 0;
        reasonStart = 0;
        reasonEnd = 0;
        minorVersion = 1;
        contentLength = NO_LENGTH;
        chunked = false;
    }

    /** Takes bytes until the head is complete or the buffer is empty; bytes behind the head stay in the buffer. */
    public ParseResult read(ByteBuf in) {
        while (true) {
            headers.append(in, STEP);
            ParseResult result = ResponseParser.parse(this);
            if (result == ParseResult.COMPLETE) {
                in.readerIndex(in.readerIndex() - (headers.size() - position));
                headers.truncate(position);
                return result;
            }
            if (result == ParseResult.REFUSED || !in.isReadable()) {
                return result;
            }
        }
    }

    /** True when not a byte of the response has come yet. */
    public boolean isEmpty() {
        return headers.size() == 0;
    }

    public HeaderBlock headers() {
        return headers;
    }

    public int status() {
        return status;
    }

    /** First byte of the reason phrase in {@link HeaderBlock#bytes()}. */
    public int reasonStart() {
        return reasonStart;
    }

    public int reasonEnd() {
        return reasonEnd;
    }

    /** The value of {@code Content-Length}, or {@link #NO_LENGTH}. */
    public long contentLength() {
        return contentLength;
    }

    public boolean isChunked() {
        return chunked;
    }

    /** True for 100 to 199 without 101: another head follows (RFC 9110 §15.2). */
    public boolean isInterim() {
        return status < 200 && status != 101;
    }

    /** Whether a body follows, given the request's method (RFC 9112 §6.3). */
    public boolean mayHaveBody(boolean toHead) {
        return !toHead && status != 204 && status != 304 && status >= 200;
    }

    /** Whether the upstream keeps the connection open after this response. */
    public boolean keepsAlive() {
        int line = headers.find(KnownHeader.CONNECTION);
        if (line < 0) {
            return minorVersion >= 1;
        }
        boolean keepAlive = false;
        for (; line < headers.count(); line++) {
            if (headers.known(line) == KnownHeader.CONNECTION) {
                if (headers.valueHasToken(line, "close")) {
                    return false;
                }
                keepAlive |= headers.valueHasToken(line, "keep-alive");
            }
        }
        return keepAlive || minorVersion >= 1;
    }
}
