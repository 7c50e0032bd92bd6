package io.gatehouse.proxy.exchange;

import static io.gatehouse.proxy.http.KnownHeader.CONNECTION;
import static io.gatehouse.proxy.http.KnownHeader.CONTENT_LENGTH;
import static io.gatehouse.proxy.http.KnownHeader.CONTENT_TYPE;
import static io.gatehouse.proxy.http.KnownHeader.KEEP_ALIVE;
import static io.gatehouse.proxy.http.KnownHeader.SERVER;
import static io.gatehouse.proxy.http.KnownHeader.TRAILER;
import static io.gatehouse.proxy.http.KnownHeader.TRANSFER_ENCODING;
import static io.gatehouse.proxy.http.KnownHeader.UPGRADE;
import static io.gatehouse.proxy.http.KnownHeader.VIA;
import static io.gatehouse.proxy.http.KnownHeader.X_ACCEL_BUFFERING;
import static io.gatehouse.proxy.http.KnownHeader.X_ACCEL_CHARSET;
import static io.gatehouse.proxy.http.KnownHeader.X_ACCEL_EXPIRES;
import static io.gatehouse.proxy.http.KnownHeader.X_ACCEL_LIMIT_RATE;
import static io.gatehouse.proxy.http.KnownHeader.X_ACCEL_REDIRECT;
import static io.gatehouse.proxy.http.KnownHeader.X_KONG_PROXY_LATENCY;
import static io.gatehouse.proxy.http.KnownHeader.X_KONG_REQUEST_ID;
import static io.gatehouse.proxy.http.KnownHeader.X_KONG_UPSTREAM_LATENCY;
import static io.gatehouse.proxy.http.KnownHeader.X_KONG_UPSTREAM_STATUS;
import static io.gatehouse.proxy.http.KnownHeader.X_PAD;

import io.gatehouse.proxy.http.Ascii;
import io.gatehouse.proxy.http.HeadWriter;
import io.gatehouse.proxy.http.HeaderBlock;
import io.gatehouse.proxy.http.Reasons;
import io.gatehouse.proxy.http.ResponseHead;

/** Writes response heads: the upstream's with the gateway's lines, or one of the gateway's own. One per client connection. */
final class ResponseHeadWriter {
    /** How the body is delimited for the client. */
    enum Framing {
        /** {@code Content-Length}, the upstream's or one of the added headers. */
        LENGTH,
        CHUNKED,
        /** The end of the connection; for HTTP/1.0 clients. */
        CLOSE,
        /** No body follows: HEAD, 204, 304; the upstream's length stays. */
        NONE,
        /** 101: what follows is another protocol. */
        TUNNEL
    }

    private static final long DROPPED = HeaderBlock.mask(
            CONNECTION,
            KEEP_ALIVE,
            TRANSFER_ENCODING,
            UPGRADE,
            X_ACCEL_BUFFERING,
            X_ACCEL_CHARSET,
            X_ACCEL_EXPIRES,
            X_ACCEL_LIMIT_RATE,
            X_ACCEL_REDIRECT,
            X_PAD);
    private static final long TRAILER_LINE = HeaderBlock.mask(TRAILER);
    private static final long LENGTH_LINE = HeaderBlock.mask(CONTENT_LENGTH);
    private static final long TYPE_LINE = HeaderBlock.mask(CONTENT_TYPE);
    private static final long VIA_LINES = HeaderBlock.mask(VIA);

    private static final byte[] HTTP = Ascii.bytes("HTTP/1.1 ");
    private static final byte[] KEEP_ALIVE_LINE = Ascii.bytes("\r\nConnection: keep-alive\r\n");
    private static final byte[] CLOSE_LINE = Ascii.bytes("\r\nConnection: close\r\n");
    private static final byte[] UPGRADE_LINES = Ascii.bytes("\r\nUpgrade: websocket\r\nConnection: upgrade\r\n");
    private static final byte[] CHUNKED_LINE = Ascii.bytes("Transfer-Encoding: chunked\r\n");
    private static final byte[] DATE = Ascii.bytes("Date: ");
    private static final byte[] VIA_NAME = Ascii.bytes("Via: ");
    private static final byte[] TYPE_NAME = Ascii.bytes("Content-Type: ");
    private static final byte[] UPSTREAM_STATUS = Ascii.bytes("X-Kong-Upstream-Status: ");
    private static final byte[] UPSTREAM_LATENCY = Ascii.bytes("X-Kong-Upstream-Latency: ");
    private static final byte[] PROXY_LATENCY = Ascii.bytes("X-Kong-Proxy-Latency: ");
    private static final byte[] RESPONSE_LATENCY = Ascii.bytes("X-Kong-Response-Latency: ");
    private static final byte[] REQUEST_ID = Ascii.bytes("X-Kong-Request-Id: ");

    private final ResponseHeaders wanted;
    private final DefaultCharset charset;
    private final long dropped;
    private final String product;
    private final byte[] serverLine;
    private final byte[] via;
    private final byte[] viaLine;
    private final byte[] viaHttp2;
    private final byte[] viaHttp2Line;

    ResponseHeadWriter(ProxySettings settings) {
        wanted = settings.responseHeaders();
        charset = settings.charset();
        product = settings.product();
        serverLine = Ascii.bytes("Server: " + settings.product() + "\r\n");
        via = settings.viaBytes();
        viaHttp2 = Ascii.bytes("2 " + settings.product());
        viaHttp2Line = Ascii.bytes("Via: 2 " + settings.product() + "\r\n");
        viaLine = Ascii.bytes("Via: 1.1 " + settings.product() + "\r\n");
        long mask = DROPPED;
        mask |= wanted.requestId() ? HeaderBlock.mask(X_KONG_REQUEST_ID) : 0;
        mask |= wanted.proxyLatency() ? HeaderBlock.mask(X_KONG_PROXY_LATENCY) : 0;
        mask |= wanted.upstreamLatency() ? HeaderBlock.mask(X_KONG_UPSTREAM_LATENCY) : 0;
        mask |= wanted.upstreamStatus() ? HeaderBlock.mask(X_KONG_UPSTREAM_STATUS) : 0;
        dropped = mask;
    }

    /** Writes the upstream's head with its changes. */
    void writeUpstream(
            HeadWriter out,
            ResponseHead head,
            ResponseState state,
            Framing framing,
            boolean keepAlive,
            HttpExchange exchange) {
        HeaderBlock headers = head.headers();
        HeaderEdits edits = state.edits();
        out.put(HTTP);
        if (state.status() == head.status()) {
            out.put((long) head.status()).put(' ').put(headers.bytes(), head.reasonStart(), head.reasonEnd());
        } else {
            out.put((long) state.status()).put(' ').put(Reasons.of(state.status()));
        }
        writeConnection(out, framing, keepAlive);
        long mask = dropped;
        if (framing == Framing.CHUNKED || framing == Framing.CLOSE || framing == Framing.TUNNEL) {
            mask |= LENGTH_LINE;
        }
        if (!TrailerFields.areWanted(exchange.head().headers())) {
            mask |= TRAILER_LINE;
        }
        int type = headers.find(CONTENT_TYPE);
        boolean addCharset =
                type >= 0 && charset.completes(state.status(), headers, type) && !edits.removes(headers, type);
        if (addCharset) {
            mask |= TYPE_LINE;
        }
        boolean joinVia = wanted.via() && headers.has(VIA);
        if (joinVia) {
            mask |= VIA_LINES;
        }
        HeaderRuns.copy(headers, mask, edits, HeaderRuns.nominated(headers), out);
        if (addCharset) {
            out.put(TYPE_NAME).put(headers.bytes(), headers.valueStart(type), headers.valueEnd(type));
            out.put(charset.parameterBytes()).crlf();
        }
        boolean hasServer = headers.has(SERVER) || edits.added() > 0 && edits.adds("Server");
        if (wanted.server() && !hasServer) {
            out.put(serverLine);
        }
        if (wanted.upstreamStatus()) {
            out.put(UPSTREAM_STATUS).put((long) head.status()).crlf();
        }
        edits.writeAround(out);
        if (wanted.upstreamLatency()) {
            out.put(UPSTREAM_LATENCY).put(exchange.timings().upstreamMillis()).crlf();
        }
        if (wanted.proxyLatency()) {
            out.put(PROXY_LATENCY).put(exchange.timings().proxyMillis()).crlf();
        }
        if (joinVia) {
            HeaderRuns.join(headers, VIA, out.put(VIA_NAME));
            out.put(", ").put(exchange.routing().isGrpc() ? viaHttp2 : via).crlf();
        } else if (wanted.via()) {
            out.put(exchange.routing().isGrpc() ? viaHttp2Line : viaLine);
        }
        writeRequestId(out, exchange);
        out.crlf();
    }

    /** Writes a head of the gateway's own; body headers are among the changes. */
    void writeOwn(HeadWriter out, ResponseState state, boolean keepAlive, HttpExchange exchange, byte[] date) {
        HeaderEdits edits = state.edits();
        out.put(HTTP).put((long) state.status()).put(' ').put(Reasons.of(state.status()));
        out.crlf().put(DATE).put(date);
        // a Connection line among the changes, such as that of an upgrade offer, stands beside the connection's own
        writeConnection(out, Framing.LENGTH, keepAlive);
        edits.write(out);
        boolean proxied = exchange.timings().wasForwarded();
        if (proxied) {
            if (wanted.upstreamStatus()) {
                out.put(UPSTREAM_STATUS).put((long) exchange.tries().status()).crlf();
            }
            if (wanted.upstreamLatency()) {
                out.put(UPSTREAM_LATENCY)
                        .put(exchange.timings().upstreamMillis())
                        .crlf();
            }
            if (wanted.proxyLatency()) {
                out.put(PROXY_LATENCY).put(exchange.timings().proxyMillis()).crlf();
            }
            if (wanted.via()) {
                out.put(exchange.routing().isGrpc() ? viaHttp2Line : viaLine);
            }
        } else if (wanted.responseLatency()) {
            out.put(RESPONSE_LATENCY).put(exchange.timings().responseMillis()).crlf();
        }
        if (wanted.server() && !edits.adds("Server") && !namesGateway(edits)) {
            out.put(serverLine);
        }
        writeRequestId(out, exchange);
        out.crlf();
    }

    /** A plugin that fetched its answer elsewhere names the gateway in Via; then it is not the server. */
    private boolean namesGateway(HeaderEdits edits) {
        return edits.adds("Via") && edits.first(null, "Via").orElse("").endsWith(product);
    }

    private static void writeConnection(HeadWriter out, Framing framing, boolean keepAlive) {
        if (framing == Framing.TUNNEL) {
            out.put(UPGRADE_LINES);
            return;
        }
        out.put(keepAlive ? KEEP_ALIVE_LINE : CLOSE_LINE);
        if (framing == Framing.CHUNKED) {
            out.put(CHUNKED_LINE);
        }
    }

    private void writeRequestId(HeadWriter out, HttpExchange exchange) {
        if (wanted.requestId()) {
            out.put(REQUEST_ID).put(exchange.requestIdBytes()).crlf();
        }
    }
}
