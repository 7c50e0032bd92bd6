package io.gatehouse.proxy.exchange;

import static io.gatehouse.proxy.http.KnownHeader.CONNECTION;
import static io.gatehouse.proxy.http.KnownHeader.CONTENT_LENGTH;
import static io.gatehouse.proxy.http.KnownHeader.EXPECT;
import static io.gatehouse.proxy.http.KnownHeader.HOST;
import static io.gatehouse.proxy.http.KnownHeader.KEEP_ALIVE;
import static io.gatehouse.proxy.http.KnownHeader.PROXY;
import static io.gatehouse.proxy.http.KnownHeader.PROXY_CONNECTION;
import static io.gatehouse.proxy.http.KnownHeader.TE;
import static io.gatehouse.proxy.http.KnownHeader.TRANSFER_ENCODING;
import static io.gatehouse.proxy.http.KnownHeader.UPGRADE;
import static io.gatehouse.proxy.http.KnownHeader.VIA;
import static io.gatehouse.proxy.http.KnownHeader.X_FORWARDED_FOR;
import static io.gatehouse.proxy.http.KnownHeader.X_FORWARDED_HOST;
import static io.gatehouse.proxy.http.KnownHeader.X_FORWARDED_PATH;
import static io.gatehouse.proxy.http.KnownHeader.X_FORWARDED_PORT;
import static io.gatehouse.proxy.http.KnownHeader.X_FORWARDED_PREFIX;
import static io.gatehouse.proxy.http.KnownHeader.X_FORWARDED_PROTO;
import static io.gatehouse.proxy.http.KnownHeader.X_KONG_REQUEST_DEBUG;
import static io.gatehouse.proxy.http.KnownHeader.X_KONG_REQUEST_DEBUG_LOG;
import static io.gatehouse.proxy.http.KnownHeader.X_KONG_REQUEST_DEBUG_TOKEN;
import static io.gatehouse.proxy.http.KnownHeader.X_KONG_REQUEST_ID;
import static io.gatehouse.proxy.http.KnownHeader.X_REAL_IP;

import io.gatehouse.proxy.balancer.Endpoint;
import io.gatehouse.proxy.http.Ascii;
import io.gatehouse.proxy.http.HeadWriter;
import io.gatehouse.proxy.http.HeaderBlock;
import io.gatehouse.proxy.http.KnownHeader;
import io.gatehouse.proxy.http.RequestHead;

/**
 * Writes the head of the request that goes upstream: the gateway's own lines, then the client's without those that belong
 * to its hop. One per client connection.
 */
final class UpstreamHeadWriter {
    /** Length of a body that comes in chunks. */
    static final long CHUNKED = -1;
    /** No body, and nothing said about one. */
    static final long NO_BODY = -2;

    private static final long OWN = HeaderBlock.mask(
            CONNECTION,
            CONTENT_LENGTH,
            EXPECT,
            HOST,
            KEEP_ALIVE,
            PROXY,
            PROXY_CONNECTION,
            TE,
            TRANSFER_ENCODING,
            UPGRADE,
            VIA,
            X_FORWARDED_FOR,
            X_FORWARDED_HOST,
            X_FORWARDED_PATH,
            X_FORWARDED_PORT,
            X_FORWARDED_PREFIX,
            X_FORWARDED_PROTO,
            X_KONG_REQUEST_DEBUG,
            X_KONG_REQUEST_DEBUG_LOG,
            X_KONG_REQUEST_DEBUG_TOKEN,
            X_REAL_IP);
    private static final long REQUEST_ID = HeaderBlock.mask(X_KONG_REQUEST_ID);

    private static final byte[] VERSION = Ascii.bytes(" HTTP/1.1\r\n");
    private static final byte[] VIA_LINE = Ascii.bytes("Via: ");
    private static final byte[] HOST_LINE = Ascii.bytes("\r\nHost: ");
    private static final byte[] KEEP = Ascii.bytes("\r\nConnection: keep-alive\r\nX-Forwarded-For: ");
    private static final byte[] KEEP_UPGRADE =
            Ascii.bytes("\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nX-Forwarded-For: ");
    private static final byte[] PROTO = Ascii.bytes("\r\nX-Forwarded-Proto: ");
    private static final byte[] FORWARDED_HOST = Ascii.bytes("\r\nX-Forwarded-Host: ");
    private static final byte[] PORT = Ascii.bytes("\r\nX-Forwarded-Port: ");
    private static final byte[] PATH = Ascii.bytes("\r\nX-Forwarded-Path: ");
    private static final byte[] PREFIX = Ascii.bytes("\r\nX-Forwarded-Prefix: ");
    private static final byte[] REAL_IP = Ascii.bytes("\r\nX-Real-IP: ");
    private static final byte[] ID = Ascii.bytes("\r\nX-Kong-Request-Id: ");
    private static final byte[] LENGTH = Ascii.bytes("\r\nContent-Length: ");
    private static final byte[] CHUNKS = Ascii.bytes("\r\nTransfer-Encoding: chunked\r\n");
    private static final byte[] TE_TRAILERS = Ascii.bytes("TE: trailers\r\n");
    private static final byte[] VIA_HTTP2 = Ascii.bytes("2 ");
    private static final byte[][] VIA_VERSIONS = {Ascii.bytes("1 "), Ascii.bytes("1.1 ")};

    private final HttpExchange exchange;
    private final ClientFacts client;
    private final RequestHead head;
    private final UpstreamRequestState changes;
    private final byte[] product;
    private final byte[] peer;
    private final boolean sendRequestId;

    UpstreamHeadWriter(
            HttpExchange exchange,
            ClientFacts client,
            RequestHead head,
            UpstreamRequestState changes,
            ProxySettings settings) {
        this.exchange = exchange;
        this.client = client;
        this.head = head;
        this.changes = changes;
        this.product = Ascii.bytes(settings.product());
        this.peer = client.peerBytes();
        this.sendRequestId = settings.sendRequestId();
    }

    /**
     * @param bodyLength bytes, or {@link #CHUNKED} or {@link #NO_BODY}
     * @param webSocket whether the client asks for a WebSocket
     */
    void write(HeadWriter out, Endpoint endpoint, boolean tls, String path, long bodyLength, boolean webSocket) {
        HeaderBlock headers = head.headers();
        byte[] bytes = headers.bytes();
        out.put(head.method()).put(' ').put(path);
        if (changes.query() != null) {
            if (!changes.query().isEmpty()) {
                out.put('?').put(changes.query());
            }
        } else if (head.hasQuery()) {
            out.put(bytes, head.pathEnd(), head.targetEnd());
        }
        out.put(VERSION);
        if (TrailerFields.areWanted(headers)) {
            out.put(TE_TRAILERS);
        }
        out.put(VIA_LINE);
        if (headers.has(VIA) && HeaderRuns.join(headers, VIA, out)) {
            out.put(", ");
        }
        if (head.isHttp2()) {
            out.put(VIA_HTTP2);
        } else if (head.minorVersion() < VIA_VERSIONS.length) {
            out.put(VIA_VERSIONS[head.minorVersion()]);
        }
        out.put(product).put(HOST_LINE).put(host(endpoint, tls)).put(webSocket ? KEEP_UPGRADE : KEEP);
        writeForwarded(out, headers, bytes);
        if (sendRequestId) {
            out.put(ID).put(exchange.requestIdBytes());
        }
        if (bodyLength >= 0) {
            out.put(LENGTH).put(bodyLength).crlf();
        } else if (bodyLength == CHUNKED) {
            out.put(CHUNKS);
        } else {
            out.crlf();
        }
        HeaderEdits edits = changes.headers();
        HeaderRuns.copy(headers, sendRequestId ? OWN | REQUEST_ID : OWN, edits, HeaderRuns.nominated(headers), out);
        for (int i = 0; i < edits.added(); i++) {
            if (!isOwn(edits.name(i))) {
                out.put(edits.name(i)).put(": ").put(edits.value(i)).crlf();
            }
        }
        out.crlf();
    }

    private static boolean isOwn(String name) {
        return (HeaderBlock.mask(KnownHeader.of(name)) & OWN) != 0;
    }

    private String host(Endpoint endpoint, boolean tls) {
        HeaderEdits edits = changes.headers();
        if (edits.added() > 0 && edits.adds("Host")) {
            return edits.first(null, "Host").orElseThrow();
        }
        return exchange.routing().keepsHost() ? head.hostHeader() : endpoint.host(tls);
    }

    private void writeForwarded(HeadWriter out, HeaderBlock headers, byte[] bytes) {
        if (headers.has(X_FORWARDED_FOR) && HeaderRuns.join(headers, X_FORWARDED_FOR, out)) {
            out.put(", ").put(peer);
        } else {
            putClientAddress(out);
        }
        if (!kept(out.put(PROTO), headers, X_FORWARDED_PROTO)) {
            out.put(client.scheme());
        }
        if (!kept(out.put(FORWARDED_HOST), headers, X_FORWARDED_HOST)) {
            out.put(exchange.origin().host());
        }
        if (!kept(out.put(PORT), headers, X_FORWARDED_PORT)) {
            out.put(client.port());
        }
        if (!kept(out.put(PATH), headers, X_FORWARDED_PATH)) {
            if (head.pathStart() == head.pathEnd()) {
                out.put('/');
            }
            out.put(bytes, head.pathStart(), head.pathEnd());
        }
        String prefix = exchange.routing().forwardedPrefix();
        if (client.trusted() && headers.has(X_FORWARDED_PREFIX)) {
            kept(out.put(PREFIX), headers, X_FORWARDED_PREFIX);
        } else if (!prefix.isEmpty()) {
            out.put(PREFIX).put(prefix);
        }
        out.put(REAL_IP);
        putClientAddress(out);
    }

    private void putClientAddress(HeadWriter out) {
        if (client.trusted()) {
            out.put(exchange.clientAddressText());
        } else {
            out.put(peer);
        }
    }

    private boolean kept(HeadWriter out, HeaderBlock headers, KnownHeader header) {
        if (!client.trusted() || !headers.has(header)) {
            return false;
        }
        int line = headers.find(header);
        out.put(headers.bytes(), headers.valueStart(line), headers.valueEnd(line));
        return true;
    }
}
