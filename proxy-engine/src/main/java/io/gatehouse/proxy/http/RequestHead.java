package io.gatehouse.proxy.http;

import io.netty.buffer.ByteBuf;

/**
 * The head of a client's request: request line, header lines and what they say about the body. Made once per connection
 * and reused; confined to its event loop.
 */
public final class RequestHead {
    /** {@link #contentLength()} of a request without the header. */
    public static final long NO_LENGTH = -1;

    private static final int STEP = 2048;
    private static final String PREFACE_LINE = "PRI * HTTP/2.0\r\n";

    final HeadLimits limits;
    final HeaderBlock headers = new HeaderBlock();
    int scanned;
    int position;
    boolean lineParsed;
    Refusal refusal;

    String method;
    int methodEnd;
    int targetStart;
    int targetEnd;
    int authorityStart;
    int authorityEnd;
    int pathStart;
    int pathEnd;
    int minorVersion;
    int versionEnd;

    int hostLine;
    long contentLength;
    boolean chunked;
    boolean expectsContinue;
    boolean http2;
    private boolean streamed;

    private String lastHost = "";

    public RequestHead(HeadLimits limits) {
        this.limits = limits;
        clear();
    }

    /** Prepares for the next request of the connection. */
    public void clear() {
        headers.clear();
        scanned = 0;
        position = 0;
        lineParsed = false;
        refusal = null;
        method = "";
        methodEnd = 0;
        targetStart = 0;
        targetEnd = 0;
        authorityStart = 0;
        authorityEnd = 0;
        pathStart = 0;
        pathEnd = 0;
        minorVersion = 1;
        versionEnd = 0;
        hostLine = -1;
        contentLength = NO_LENGTH;
        chunked = false;
        expectsContinue = false;
        http2 = false;
        streamed = false;
    }

    /**
     * Takes the head of an HTTP/2 request, put into the form of HTTP/1.1 with {@code HTTP/2.0} as its version: the same
     * rules hold for both.
     *
     * @param in the whole head
     * @param complete whether no body follows
     */
    public ParseResult readHttp2(ByteBuf in, boolean complete) {
        http2 = true;
        ParseResult result = read(in);
        streamed = !complete && contentLength < 0;
        return result;
    }

    /**
     * Takes bytes from a buffer until the head is complete or the buffer is empty. Bytes behind the head stay in the
     * buffer.
     */
    public ParseResult read(ByteBuf in) {
        while (true) {
            headers.append(in, STEP);
            ParseResult result = RequestParser.parse(this);
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

    /** True for a request of HTTP/2. */
    public boolean isHttp2() {
        return http2;
    }

    /** True when the connection, and nothing in the bytes, says where the body ends. */
    public boolean isStreamed() {
        return streamed;
    }

    /** True when what was refused is the preface of HTTP/2 (RFC 9113 §3.4). */
    public boolean isHttp2Preface() {
        return headers.size() >= PREFACE_LINE.length()
                && Ascii.equals(headers.bytes(), 0, PREFACE_LINE.length(), PREFACE_LINE);
    }

    /** True when not a byte of the request has come yet. */
    public boolean isEmpty() {
        return headers.size() == 0;
    }

    /** Why the head was refused. */
    public Refusal refusal() {
        return refusal;
    }

    public HeaderBlock headers() {
        return headers;
    }

    /** Bytes of request line and header lines, with the empty line. */
    public int length() {
        return headers.size();
    }

    /** First byte of the request line. */
    public int lineStart() {
        return lineParsed ? methodEnd - method.length() : position;
    }

    /** Behind the version; of a line that could not be read, behind what came of it. */
    public int lineEnd() {
        if (lineParsed) {
            return versionEnd;
        }
        int end = position;
        while (end < headers.size() && headers.bytes()[end] != '\r' && headers.bytes()[end] != '\n') {
            end++;
        }
        return end;
    }

    public String method() {
        return method;
    }

    public boolean isHead() {
        return method.equals("HEAD");
    }

    /** First byte of the request target in {@link HeaderBlock#bytes()}, as it was sent. */
    public int targetStart() {
        return targetStart;
    }

    public int targetEnd() {
        return targetEnd;
    }

    /** The request target as it was sent. */
    public String target() {
        return Ascii.text(headers.bytes(), targetStart, targetEnd);
    }

    /**
     * First byte of the target's path: not the target's start when the target is in absolute form, and then the path may
     * be empty.
     */
    public int pathStart() {
        return pathStart;
    }

    /** Behind the path: the target's end, or the question mark. */
    public int pathEnd() {
        return pathEnd;
    }

    public boolean hasQuery() {
        return pathEnd < targetEnd;
    }

    /** The query without its question mark, as it was sent. */
    public String rawQuery() {
        return hasQuery() ? Ascii.text(headers.bytes(), pathEnd + 1, targetEnd) : "";
    }

    /** 0 for HTTP/1.0, 1 for HTTP/1.1, larger for later minor versions. */
    public int minorVersion() {
        return minorVersion;
    }

    /** The {@code Host} header as it was sent; empty when there is none. */
    public String hostHeader() {
        if (hostLine < 0) {
            return "";
        }
        int start = headers.valueStart(hostLine);
        int end = headers.valueEnd(hostLine);
        if (!Ascii.equals(headers.bytes(), start, end, lastHost)) {
            lastHost = Ascii.text(headers.bytes(), start, end);
        }
        return lastHost;
    }

    /** The authority of a target in absolute form; empty for the usual origin form. */
    public String targetAuthority() {
        return authorityStart == authorityEnd ? "" : Ascii.text(headers.bytes(), authorityStart, authorityEnd);
    }

    /** The value of {@code Content-Length}, or {@link #NO_LENGTH}. */
    public long contentLength() {
        return contentLength;
    }

    /** True when a body of unknown length follows: it comes in chunks (RFC 9112 §7.1), or is {@link #isStreamed}. */
    public boolean hasUnknownLength() {
        return chunked || streamed;
    }

    /** True when the body comes in chunks (RFC 9112 §7.1). */
    boolean isChunked() {
        return chunked;
    }

    public boolean hasBody() {
        return hasUnknownLength() || contentLength > 0;
    }

    /** True when the client waits for {@code 100 Continue}. */
    public boolean expectsContinue() {
        return expectsContinue;
    }

    /** Whether the client wants the connection kept open (RFC 9112 §9.3). */
    public boolean keepsAlive() {
        int line = headers.find(KnownHeader.CONNECTION);
        if (line < 0) {
            return minorVersion >= 1;
        }
        boolean keepAlive = false;
        for (; line >= 0 && line < headers.count(); line++) {
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
