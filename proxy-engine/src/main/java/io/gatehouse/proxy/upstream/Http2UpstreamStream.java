package io.gatehouse.proxy.upstream;

import io.gatehouse.proxy.framing.StreamOutput;
import io.gatehouse.proxy.http.HeadWriter;
import io.gatehouse.proxy.translation.RequestFields;
import io.gatehouse.proxy.translation.ResponseText;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/** One request on an HTTP/2 connection. Confined to its event loop. */
final class Http2UpstreamStream implements UpstreamChannel {
    private final Http2Upstream connection;
    private final boolean reused;
    private final String scheme;
    private final RequestOutput output = new RequestOutput();
    private UpstreamListener listener;
    private Http2Stream stream;
    private boolean responded;
    private boolean reading = true;
    private boolean writable = true;
    private int unread;

    Http2UpstreamStream(Http2Upstream connection, UpstreamListener listener, boolean reused, String scheme) {
        this.connection = connection;
        this.listener = listener;
        this.reused = reused;
        this.scheme = scheme;
    }

    // ---- the request ----

    @Override
    public boolean isFramed() {
        return true;
    }

    @Override
    public void head(HeadWriter request) {
        output.head(request);
    }

    @Override
    public void write(ByteBuf bytes) {
        output.write(bytes);
    }

    @Override
    public void end() {
        output.end();
    }

    @Override
    public void flush() {
        output.pass();
        connection.flush();
    }

    /** The request on its way; its head opens the stream. */
    private final class RequestOutput extends StreamOutput {
        private Http2Headers head;

        void head(HeadWriter request) {
            head = RequestFields.of(request, scheme);
            headQueued();
        }

        @Override
        protected boolean opensStream() {
            return true;
        }

        @Override
        protected boolean writeHead(boolean only) {
            int id = connection.connection().local().incrementAndGetNextStreamId();
            ChannelFuture sent = encoder()
                    .writeHeaders(context(), id, head, 0, only, context().newPromise());
            head = null;
            stream = connection.connection().stream(id);
            if (stream == null) {
                Throwable cause = sent.cause();
                closed(cause == null ? new IOException("the connection takes no further requests") : cause);
                return false;
            }
            connection.opened(stream, Http2UpstreamStream.this);
            return true;
        }

        @Override
        protected Http2Stream stream() {
            return stream;
        }

        @Override
        protected ChannelHandlerContext context() {
            return connection.context();
        }

        @Override
        protected Http2ConnectionEncoder encoder() {
            return connection.encoder();
        }
    }

    @Override
    public boolean isWritable() {
        return stream == null
                || connection.connection().remote().flowController().isWritable(stream);
    }

    void writabilityChanged() {
        boolean now = stream != null && isWritable();
        if (now != writable && listener != null) {
            writable = now;
            listener.writabilityChanged(now);
        }
    }

    // ---- the response ----

    void fields(Http2Headers fields, boolean last) throws Http2Exception {
        if (listener == null) {
            return;
        }
        if (responded) {
            List<Map.Entry<String, String>> trailers = ResponseText.trailers(fields);
            finish(trailers);
            return;
        }
        ByteBuf text = connection.context().alloc().heapBuffer();
        try {
            if (!ResponseText.write(fields, text)) {
                throw Http2Exception.streamError(stream.id(), Http2Error.PROTOCOL_ERROR, "not a response");
            }
            // 1xx: the head of the response itself follows
            responded = fields.status().charAt(0) != '1';
            listener.read(text);
        } finally {
            text.release();
        }
        if (last && responded) {
            finish(List.of());
        } else if (listener != null) {
            listener.readComplete();
        }
    }

    /**
     * Takes a part of the body.
     *
     * @return how many bytes of the windows the upstream may have back at once
     */
    int data(ByteBuf data, boolean last) {
        int length = data.readableBytes();
        if (listener != null && length > 0) {
            listener.read(data);
        }
        if (last) {
            finish(List.of());
        } else if (listener != null) {
            listener.readComplete();
        }
        if (reading || last || listener == null) {
            return length;
        }
        unread += length;
        return 0;
    }

    private void finish(List<Map.Entry<String, String>> trailers) {
        if (listener != null) {
            listener.ended(trailers);
        }
    }

    void resetByPeer(long errorCode) {
        Http2Error error = Http2Error.valueOf(errorCode);
        closed(new IOException("the upstream reset the stream: " + (error == null ? errorCode : error)));
    }

    /** The stream is over before its response was complete. */
    void closed(Throwable cause) {
        output.release();
        UpstreamListener current = listener;
        listener = null;
        if (current != null) {
            current.closed(cause == null ? new IOException("the upstream closed the connection") : cause);
        }
    }

    // ---- its end ----

    @Override
    public void reading(boolean on) {
        reading = on;
        if (!on || unread == 0 || stream == null) {
            return;
        }
        int given = unread;
        unread = 0;
        try {
            connection.connection().local().flowController().consumeBytes(stream, given);
            connection.flush();
        } catch (Http2Exception e) {
            closed(e);
        }
    }

    @Override
    public void release(boolean reusable) {
        close();
    }

    @Override
    public void close() {
        listener = null;
        reading(true);
        if (stream != null && !(output.isEnded() && isHalfClosedByPeer())) {
            ChannelHandlerContext context = connection.context();
            connection.resetStream(context, stream.id(), Http2Error.CANCEL.code(), context.newPromise());
            connection.flush();
        }
    }

    private boolean isHalfClosedByPeer() {
        return stream.state() == Http2Stream.State.CLOSED || stream.state() == Http2Stream.State.HALF_CLOSED_REMOTE;
    }

    @Override
    public boolean isReused() {
        return reused;
    }

    @Override
    public InetSocketAddress localAddress() {
        return (InetSocketAddress) connection.context().channel().localAddress();
    }
}
