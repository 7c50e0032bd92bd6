package io.gatehouse.proxy.http2;

import io.gatehouse.proxy.client.ClientLimits;
import io.gatehouse.proxy.deadline.Deadline;
import io.gatehouse.proxy.exchange.ClientFacts;
import io.gatehouse.proxy.exchange.ClientStream;
import io.gatehouse.proxy.exchange.HttpExchange;
import io.gatehouse.proxy.exchange.Worker;
import io.gatehouse.proxy.http.HeadWriter;
import io.gatehouse.proxy.http.ParseResult;
import io.gatehouse.proxy.http.RequestHead;
import io.gatehouse.proxy.translation.RequestText;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.List;
import java.util.Map;

/**
 * One stream of a client's connection: a request and its response. Reused for later streams of the same connection;
 * confined to its event loop.
 */
final class Http2ClientStream implements ClientStream {
    private static final Http2Headers CONTINUE = new DefaultHttp2Headers(false).status("100");

    private final Http2ClientConnection connection;
    private final Worker worker;
    private final ClientLimits limits;
    private final RequestHead head;
    private final HttpExchange exchange;
    private final Deadline deadline = new Deadline() {
        @Override
        protected void expired() {
            reset(Http2Error.CANCEL);
        }
    };

    private final ResponseOutput output;
    private Http2Stream stream;
    private long number;
    private boolean reading;
    private int unread;
    private boolean writable;

    Http2ClientStream(Http2ClientConnection connection, Worker worker, ClientLimits limits, ClientFacts facts) {
        this.connection = connection;
        this.worker = worker;
        this.limits = limits;
        head = new RequestHead(limits.head());
        exchange = new HttpExchange(worker, this, facts, head);
        output = new ResponseOutput(connection, this::responseSent);
    }

    // ---- from the client ----

    void begin(Http2Stream newStream, long newNumber, Http2Headers fields, boolean complete) throws Http2Exception {
        stream = newStream;
        number = newNumber;
        output.begin(newStream);
        reading = true;
        writable = isWritable();
        unread = 0;
        head.clear();
        ParseResult result = read(fields, complete);
        exchange.prepare();
        if (result != ParseResult.COMPLETE) {
            exchange.refuse(head.refusal());
            return;
        }
        armBodyDeadline();
        exchange.begin();
    }

    private ParseResult read(Http2Headers fields, boolean complete) throws Http2Exception {
        ByteBuf text = connection.context().alloc().heapBuffer();
        try {
            if (!RequestText.write(fields, text)) {
                throw malformed("the header fields of the request are malformed");
            }
            ParseResult result = head.readHttp2(text, complete);
            if (complete && head.contentLength() > 0) {
                throw malformed("the request ends before its content-length");
            }
            return result;
        } finally {
            text.release();
        }
    }

    private Http2Exception malformed(String reason) {
        return Http2Exception.streamError(stream.id(), Http2Error.PROTOCOL_ERROR, reason);
    }

    /**
     * Takes a part of the body.
     *
     * @return how many bytes of the windows the client may have back at once
     */
    int data(ByteBuf data, boolean complete) throws Http2Exception {
        int length = data.readableBytes();
        if (!exchange.isActive()) {
            // the answer was sent already: the rest of the request is thrown away
            data.skipBytes(length);
        } else {
            exchange.receive(data);
            if (data.isReadable()) {
                throw malformed("the request is longer than its content-length");
            }
        }
        if (complete) {
            endBody();
        } else {
            armBodyDeadline();
        }
        if (!complete && exchange.isActive()) {
            exchange.received();
        }
        if (reading || complete) {
            return length;
        }
        unread += length;
        return 0;
    }

    /** The request is complete. */
    void endBody() throws Http2Exception {
        if (!exchange.endBody() && exchange.isActive()) {
            throw malformed("the request ends before its content-length");
        }
        armBodyDeadline();
        if (exchange.isActive()) {
            exchange.received();
        }
    }

    private void armBodyDeadline() {
        if (exchange.isBodyComplete() || !reading) {
            worker.deadlines().unset(deadline);
        } else {
            worker.deadlines().set(deadline, limits.bodyMillis());
        }
    }

    void writabilityChanged() {
        if (stream == null) {
            return;
        }
        boolean now = flowController().isWritable(stream);
        if (now == writable) {
            return;
        }
        writable = now;
        if (now) {
            armBodyDeadline();
            exchange.clientWritable();
        } else {
            worker.deadlines().set(deadline, limits.sendMillis());
        }
    }

    /** The client has taken something, though maybe not all. */
    void windowOpened() {
        if (!writable) {
            awaitWindow();
        }
    }

    /** Where something waits for the client's window, it does not wait for ever. */
    private void awaitWindow() {
        if (stream != null && !flowController().isWritable(stream)) {
            worker.deadlines().set(deadline, limits.sendMillis());
        }
    }

    /** The stream is over, by whatever side. */
    void closed() {
        worker.deadlines().unset(deadline);
        output.close();
        stream = null;
        if (!exchange.isActive()) {
            connection.recycle(this);
        } else if (!output.isEnded()) {
            discard();
        }
        // else everything was sent, and the exchange is about to say so
    }

    /** Not used any more. */
    void discard() {
        exchange.clientGone();
        worker.deadlines().discard(deadline);
    }

    // ---- ClientStream ----

    @Override
    public boolean isFramed() {
        return true;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public void head(HeadWriter response) {
        output.head(response);
    }

    @Override
    public void write(ByteBuf bytes) {
        output.write(bytes);
        connection.sent();
    }

    @Override
    public void trailers(List<Map.Entry<String, String>> trailers) {
        output.trailers(trailers);
    }

    @Override
    public void end() {
        output.end();
    }

    @Override
    public void flush() {
        output.pass();
        connection.flush();
        awaitWindow();
    }

    /** After the response: a request that is not complete is not wanted any more (RFC 9113 §8.1). */
    private void responseSent(ChannelFuture sent) {
        Http2Stream answered = stream;
        sent.addListener(done -> {
            if (stream == answered && done.isSuccess() && !exchange.isBodyComplete()) {
                reset(Http2Error.NO_ERROR);
            }
        });
    }

    @Override
    public boolean isWritable() {
        return stream != null && flowController().isWritable(stream);
    }

    private Http2RemoteFlowController flowController() {
        Http2Connection all = connection.connection();
        return all.remote().flowController();
    }

    @Override
    public void reading(boolean on) {
        if (reading == on || stream == null) {
            return;
        }
        reading = on;
        armBodyDeadline();
        if (on && unread > 0) {
            int given = unread;
            unread = 0;
            try {
                connection.connection().local().flowController().consumeBytes(stream, given);
                connection.flush();
            } catch (Http2Exception e) {
                reset(Http2Error.INTERNAL_ERROR);
            }
        }
    }

    @Override
    public void proceed() {
        connection
                .encoder()
                .writeHeaders(
                        connection.context(),
                        stream.id(),
                        CONTINUE,
                        0,
                        false,
                        connection.context().newPromise());
        connection.flush();
    }

    @Override
    public boolean mayKeepAlive() {
        return true;
    }

    @Override
    public void tunnel() {
        throw new IllegalStateException("there are no upgrades in HTTP/2");
    }

    @Override
    public void completed(boolean keepAlive) {
        worker.deadlines().unset(deadline);
        if (stream == null) {
            connection.recycle(this);
        } else {
            awaitWindow();
        }
    }

    @Override
    public void abort() {
        reset(Http2Error.INTERNAL_ERROR);
    }

    private void reset(Http2Error error) {
        if (stream != null && connection.context().channel().isActive()) {
            connection.ended(stream.id());
            connection.resetStream(
                    connection.context(),
                    stream.id(),
                    error.code(),
                    connection.context().newPromise());
            connection.flush();
        }
    }
}
