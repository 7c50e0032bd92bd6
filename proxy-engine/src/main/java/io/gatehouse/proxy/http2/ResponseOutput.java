package io.gatehouse.proxy.http2;

import io.gatehouse.proxy.framing.StreamOutput;
import io.gatehouse.proxy.http.HeadWriter;
import io.gatehouse.proxy.translation.HeadersFrame;
import io.gatehouse.proxy.translation.ResponseFields;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.function.Consumer;

/** A response on its way to a client. Its head usually passes the codec by, as a frame that is ready. */
final class ResponseOutput extends StreamOutput {
    private final Http2ClientConnection connection;
    private final Consumer<ChannelFuture> lastSent;
    private Http2Stream stream;
    private ByteBuf frame;
    private Http2Headers fields;

    /** @param lastSent takes the fate of the frame that ends the stream */
    ResponseOutput(Http2ClientConnection connection, Consumer<ChannelFuture> lastSent) {
        this.connection = connection;
        this.lastSent = lastSent;
    }

    void begin(Http2Stream newStream) {
        stream = newStream;
        fields = null;
        clear();
    }

    /** The stream is over; what is still written goes nowhere. */
    void close() {
        release();
        stream = null;
    }

    void head(HeadWriter response) {
        if (HeadersFrame.fits(response)) {
            frame = context().alloc().directBuffer(HeadersFrame.room(response));
            HeadersFrame.write(response, stream.id(), frame);
        } else {
            fields = ResponseFields.of(response);
        }
        headQueued();
    }

    @Override
    public void release() {
        super.release();
        if (frame != null) {
            frame.release();
            frame = null;
        }
    }

    @Override
    protected boolean writeHead(boolean only) {
        if (frame != null) {
            writeFrame(only);
        } else {
            ChannelFuture sent = encoder()
                    .writeHeaders(
                            context(), stream.id(), fields, 0, only, context().newPromise());
            fields = null;
            if (only) {
                lastWritten(sent);
            }
        }
        return true;
    }

    /** Past the codec, which is told of it. */
    private void writeFrame(boolean only) {
        ByteBuf ready = frame;
        frame = null;
        stream.headersSent(false);
        if (!only) {
            context().write(ready, context().voidPromise());
            return;
        }
        HeadersFrame.endStream(ready);
        Http2Stream answered = stream;
        ChannelFuture sent = context().write(ready);
        lastWritten(sent);
        connection.closeStreamLocal(answered, sent);
    }

    @Override
    protected void lastWritten(ChannelFuture sent) {
        lastSent.accept(sent);
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
