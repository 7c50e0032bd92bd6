package io.gatehouse.proxy.upstream;

import io.gatehouse.proxy.http.HeadWriter;
import io.gatehouse.proxy.translation.RequestFields;
import io.gatehouse.proxy.translation.ResponseText;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
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
    private UpstreamListener listener;
    private Http2Stream stream;
    private Http2Headers heldHead;
    private ByteBuf heldData;
    private boolean ended;
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
        heldHead = RequestFields.of(request, scheme);
    }

    @Override
    public void write(ByteBuf bytes) {
        sendHeld(false);
        heldData = bytes;
    }

    @Override
    public void end() {
        sendHeld(true);
    }

    @Override
    public void flush() {
        if (!ended) {
            sendHeld(false);
        }
        connection.flush();
    }

    /** What was queued last is held back until it is known whether it ends the stream. */
    private void sendHeld(boolean last) {
        ByteBuf data = heldData;
        heldData = null;
        if (heldHead != null) {
            Http2Headers head = heldHead;
            heldHead = null;
            boolean only = last && data == null;
            if (!open(head, only) || only) {
                release(data);
                return;
            }
        }
        if (stream == null || ended) {
            release(data);
        } else if (data != null || last) {
            ended = last;
            ChannelHandlerContext context = connection.context();
            connection
                    .encoder()
                    .writeData(
                            context,
                            stream.id(),
                            data == null ? Unpooled.EMPTY_BUFFER : data,
                            0,
                            last,
                            context.newPromise());
        }
    }

    private static void release(ByteBuf data) {
        if (data != null) {
            data.release();
        }
    }

    private boolean open(Http2Headers head, boolean only) {
        ChannelHandlerContext context = connection.context();
        int id = connection.connection().local().incrementAndGetNextStreamId();
        ended = only;
        ChannelFuture sent = connection.encoder().writeHeaders(context, id, head, 0, only, context.newPromise());
        stream = connection.connection().stream(id);
        if (stream == null) {
            Throwable cause = sent.cause();
            closed(cause == null ? new IOException("the connection takes no further requests") : cause);
            return false;
        }
        connection.opened(stream, this);
        return true;
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
        release(heldData);
        heldData = null;
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
        if (stream != null && !(ended && isHalfClosedByPeer())) {
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
