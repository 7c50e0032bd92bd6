package io.gatehouse.proxy.upstream;

import io.gatehouse.proxy.deadline.Deadline;
import io.gatehouse.proxy.deadline.DeadlineWheel;
import io.gatehouse.proxy.framing.HeadersListener;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

/** An HTTP/2 connection to an upstream and its streams, for gRPC. Confined to its event loop. */
final class Http2Upstream extends Http2ConnectionHandler {
    private static final int STREAM_WINDOW = 65535;
    /** Most streams at a time on one connection. */
    static final int STREAMS = 100;

    private static final int LARGEST_HEAD = 64 << 10;

    private final Http2Upstreams owner;
    private final PoolKey key;
    private final DeadlineWheel deadlines;
    private final long idleMillis;
    private final Http2Connection.PropertyKey streamKey;
    private final Deadline idleDeadline = new Deadline() {
        @Override
        protected void expired() {
            if (connection().numActiveStreams() == 0) {
                context.close();
            }
        }
    };
    private ChannelHandlerContext context;
    private long requests;
    private boolean leaving;

    private Http2Upstream(
            Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings, Builder builder) {
        super(decoder, encoder, settings);
        owner = builder.owner;
        key = builder.key;
        deadlines = builder.deadlines;
        idleMillis = builder.idleMillis;
        streamKey = connection().newKey();
        connection().addListener(new StreamEvents());
        connection().remote().flowController().listener(stream -> {
            Http2UpstreamStream request = stream.getProperty(streamKey);
            if (request != null) {
                request.writabilityChanged();
            }
        });
    }

    /** Makes the handler of a new connection. */
    static Http2Upstream make(Http2Upstreams owner, PoolKey key, DeadlineWheel deadlines, long idleMillis) {
        return new Builder(owner, key, deadlines, idleMillis).build();
    }

    private static final class Builder extends AbstractHttp2ConnectionHandlerBuilder<Http2Upstream, Builder> {
        private final Http2Upstreams owner;
        private final PoolKey key;
        private final DeadlineWheel deadlines;
        private final long idleMillis;

        Builder(Http2Upstreams owner, PoolKey key, DeadlineWheel deadlines, long idleMillis) {
            this.owner = owner;
            this.key = key;
            this.deadlines = deadlines;
            this.idleMillis = idleMillis;
            DefaultHttp2Connection connection = new DefaultHttp2Connection(false);
            connection
                    .remote()
                    .flowController(new DefaultHttp2RemoteFlowController(
                            connection, new UniformStreamByteDistributor(connection)));
            connection(connection);
            initialSettings(Http2Settings.defaultSettings()
                    .pushEnabled(false)
                    .initialWindowSize(STREAM_WINDOW)
                    .maxHeaderListSize(LARGEST_HEAD));
        }

        @Override
        public Http2Upstream build() {
            return super.build();
        }

        @Override
        protected Http2Upstream build(
                Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
            Http2Upstream handler = new Http2Upstream(decoder, encoder, settings, this);
            frameListener(handler.new Frames());
            return handler;
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        context = ctx;
        super.handlerAdded(ctx);
    }

    ChannelHandlerContext context() {
        return context;
    }

    /** The connection is established; one slow stream must not use up what the others may receive. */
    void established() throws Http2Exception {
        connection()
                .local()
                .flowController()
                .incrementWindowSize(connection().connectionStream(), STREAM_WINDOW * (STREAMS - 1));
        flush(context);
    }

    boolean hasRoom() {
        return !leaving
                && context.channel().isActive()
                && connection().numActiveStreams() < STREAMS
                && connection().local().canOpenStream()
                && !connection().goAwayReceived();
    }

    /** A stream for a request; it is opened by the request's head. */
    Http2UpstreamStream lend(UpstreamListener listener) {
        requests++;
        deadlines.unset(idleDeadline);
        return new Http2UpstreamStream(this, listener, requests > 1, key.tls().isPresent() ? "https" : "http");
    }

    void opened(Http2Stream stream, Http2UpstreamStream request) {
        stream.setProperty(streamKey, request);
    }

    void flush() {
        if (context.channel().isActive()) {
            flush(context);
        }
    }

    private Http2UpstreamStream request(int streamId) {
        Http2Stream stream = connection().stream(streamId);
        return stream == null ? null : stream.getProperty(streamKey);
    }

    private final class Frames extends HeadersListener {
        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean endOfStream)
                throws Http2Exception {
            Http2UpstreamStream request = request(streamId);
            if (request != null) {
                request.fields(headers, endOfStream);
            }
        }

        @Override
        public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean endOfStream) {
            Http2UpstreamStream request = request(streamId);
            return request == null ? data.readableBytes() + padding : request.data(data, endOfStream) + padding;
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode) {
            Http2UpstreamStream request = request(streamId);
            if (request != null) {
                request.resetByPeer(errorCode);
            }
        }
    }

    private final class StreamEvents extends Http2ConnectionAdapter {
        @Override
        public void onStreamClosed(Http2Stream stream) {
            Http2UpstreamStream request = stream.removeProperty(streamKey);
            if (request != null) {
                request.closed(null);
            }
        }

        @Override
        public void onStreamRemoved(Http2Stream stream) {
            if (connection().numActiveStreams() > 0) {
                return;
            }
            if (leaving) {
                context.close();
            } else if (idleMillis > 0) {
                deadlines.set(idleDeadline, idleMillis);
            }
        }

        @Override
        public void onGoAwayReceived(int lastStreamId, long errorCode, ByteBuf debugData) {
            leaving = true;
            owner.forget(Http2Upstream.this);
        }
    }

    PoolKey key() {
        return key;
    }

    /** Takes no further requests; closes once the present ones are over. */
    void leave() {
        leaving = true;
        if (connection().numActiveStreams() == 0) {
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        owner.forget(this);
        deadlines.discard(idleDeadline);
        super.channelInactive(ctx);
    }
}
