package io.gatehouse.proxy.exchange;

import io.gatehouse.proxy.balancer.Endpoint;
import io.gatehouse.proxy.http.Ascii;
import io.gatehouse.proxy.http.HeadWriter;
import io.gatehouse.proxy.http.KnownHeader;
import io.gatehouse.proxy.http.RequestHead;
import io.gatehouse.proxy.upstream.UpstreamChannel;
import io.netty.buffer.ByteBuf;

/**
 * Sends a request upstream: a complete body with the head, an incomplete one as it comes. A complete body is kept until
 * the response begins, so that it can be sent again. One per client connection.
 */
final class RequestSender {
    private static final byte[] LAST_CHUNK = Ascii.bytes("0\r\n\r\n");
    private static final byte[] CRLF = Ascii.bytes("\r\n");

    private final HttpExchange exchange;
    private final Worker worker;
    private final RequestHead request;
    private final RequestBody body;
    private final UpstreamHeadWriter head;
    private boolean done;
    private boolean streamed;
    private boolean chunked;
    private boolean webSocket;

    RequestSender(
            HttpExchange exchange, Worker worker, RequestHead request, RequestBody body, UpstreamHeadWriter head) {
        this.exchange = exchange;
        this.worker = worker;
        this.request = request;
        this.body = body;
        this.head = head;
    }

    void clear() {
        done = false;
        streamed = false;
        chunked = false;
        webSocket = false;
    }

    /** True when the whole request is with the connection. */
    boolean isDone() {
        return done;
    }

    boolean isWebSocket() {
        return webSocket;
    }

    /** Whether the request can be sent once more. */
    boolean mayRepeat() {
        return !streamed;
    }

    /** Sends the head, and the body where it is complete. */
    void send(UpstreamChannel connection, Endpoint endpoint, boolean tls) {
        boolean complete = body.isComplete();
        boolean framed = request.hasUnknownLength() || request.contentLength() >= 0 || body.isReplaced();
        chunked = !complete && request.hasUnknownLength() && !connection.isFramed();
        long length = UpstreamHeadWriter.NO_BODY;
        if (framed) {
            length = complete
                    ? body.held()
                    : request.hasUnknownLength() ? UpstreamHeadWriter.CHUNKED : request.contentLength();
        }
        webSocket = !framed && asksForWebSocket();
        HeadWriter out = worker.headWriter();
        head.write(out, endpoint, tls, exchange.routing().upstreamPath(), length, webSocket);
        done = complete;
        if (connection.isFramed()) {
            connection.head(out);
            if (complete) {
                body.forEach(part -> connection.write(part.retainedDuplicate()));
                connection.end();
            }
            connection.flush();
            return;
        }
        boolean joined = complete && body.held() > 0 && body.held() <= ResponseBodyWriter.JOINED;
        ByteBuf buffer = out.toBuffer(worker.allocator(), joined ? (int) body.held() : 0);
        if (joined) {
            body.forEach(part -> buffer.writeBytes(part, part.readerIndex(), part.readableBytes()));
        }
        connection.write(buffer);
        if (complete && !joined && body.held() > 0) {
            body.forEach(part -> connection.write(part.retainedDuplicate()));
        }
        connection.flush();
    }

    /** Sends what has come of a body that was not complete with the head. */
    void sendBody(UpstreamChannel connection) {
        ByteBuf part;
        while ((part = body.take()) != null) {
            streamed = true;
            if (chunked) {
                connection.write(
                        worker.headWriter().putHex(part.readableBytes()).crlf().toBuffer(worker.allocator(), 0));
            }
            connection.write(part);
            if (chunked) {
                connection.write(worker.headWriter().put(CRLF).toBuffer(worker.allocator(), 0));
            }
        }
        if (body.isComplete()) {
            streamed = true;
            done = true;
            if (chunked) {
                connection.write(worker.headWriter().put(LAST_CHUNK).toBuffer(worker.allocator(), 0));
            }
            connection.end();
        }
        connection.flush();
    }

    private boolean asksForWebSocket() {
        int line = request.headers().find(KnownHeader.UPGRADE);
        return line >= 0 && request.headers().valueIs(line, "websocket");
    }
}
