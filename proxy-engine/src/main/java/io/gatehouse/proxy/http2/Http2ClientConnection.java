package io.gatehouse.proxy.http2;

import io.gatehouse.proxy.client.ClientLimits;
import io.gatehouse.proxy.client.LoopConnections;
import io.gatehouse.proxy.client.OpenConnection;
import io.gatehouse.proxy.deadline.Deadline;
import io.gatehouse.proxy.exchange.ClientFacts;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.stream.IntStream;

/** A client's HTTP/2 connection: its streams, its time-outs and its end. Confined to its event loop. */
public final class Http2ClientConnection extends Http2ConnectionHandler implements OpenConnection {
    /** Streams that are kept for later requests; the objects of a stream are worth some kilobytes. */
    private static final int SPARE_STREAMS = 32;

    /** How long a client without requests may take to answer the farewell. */
    private static final long FAREWELL_MILLIS = 1000;

    private final LoopConnections loop;
    private final ClientLimits limits;
    private final ClientFacts facts;
    private final Http2Connection.PropertyKey key;
    private final FloodGuard guard = new FloodGuard();
    private final ArrayDeque<Http2ClientStream> spare = new ArrayDeque<>(4);
    private final Deadline deadline = new Deadline() {
        @Override
        protected void expired() {
            idle();
        }
    };
    private ChannelHandlerContext context;
    private final int[] endedHere = new int[32];
    private int endedCount;
    private long requests;
    private boolean leaving;
    private boolean heard;
    private boolean flushing;
    private final Runnable flush = this::flushNow;

    Http2ClientConnection(
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings initialSettings,
            LoopConnections loop,
            ClientLimits limits,
            ClientFacts facts) {
        super(decoder, encoder, initialSettings);
        this.loop = loop;
        this.limits = limits;
        this.facts = facts;
        key = connection().newKey();
        connection().addListener(new StreamEvents());
        connection().remote().flowController().listener(stream -> {
            Http2ClientStream client = stream.getProperty(key);
            if (client != null) {
                client.writabilityChanged();
            }
        });
    }

    Http2FrameListener frames() {
        return new ClientFrames(this, guard);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        context = ctx;
        loop.add(this);
        loop.worker().deadlines().set(deadline, limits.headMillis());
        super.handlerAdded(ctx);
        raiseConnectionWindow();
    }

    /** One slow stream must not use up what the others may send: the connection's window has room for all. */
    private void raiseConnectionWindow() throws Http2Exception {
        int raise = Http2ConnectionFactory.STREAM_WINDOW * (Http2ConnectionFactory.STREAMS - 1);
        connection().local().flowController().incrementWindowSize(connection().connectionStream(), raise);
    }

    // ---- frames ----

    void head(int streamId, Http2Headers fields, boolean complete) throws Http2Exception {
        Http2Stream stream = connection().stream(streamId);
        if (stream == null) {
            return;
        }
        Http2ClientStream known = stream.getProperty(key);
        if (known != null) {
            // trailers: HTTP/1.1 upstreams get none, and what they would say is left out (RFC 9110 §6.5.1)
            known.endBody();
            return;
        }
        Http2ClientStream client = spare.poll();
        if (client == null) {
            client = new Http2ClientStream(this, loop.worker(), limits, facts);
        }
        stream.setProperty(key, client);
        requests++;
        loop.worker().deadlines().unset(deadline);
        if (requests >= limits.requests()) {
            leave();
        }
        client.begin(stream, requests, fields, complete);
    }

    int data(int streamId, ByteBuf data, int padding, boolean complete) throws Http2Exception {
        Http2ClientStream client = connection().stream(streamId).getProperty(key);
        return client == null ? data.readableBytes() + padding : client.data(data, complete) + padding;
    }

    /** The client takes more of a stream, or of all when the id is 0. */
    void windowOpened(int streamId) {
        Http2Stream stream = connection().stream(streamId);
        Http2ClientStream client = stream == null ? null : stream.getProperty(key);
        if (client != null) {
            client.windowOpened();
        }
    }

    // ---- for the streams ----

    ChannelHandlerContext context() {
        return context;
    }

    /** Part of a response was sent: the client has reason to answer with window updates. */
    void sent() {
        guard.useful();
    }

    /**
     * Sends what was queued, once the loop has dealt with what it has just read: answers that come at the same time share a TLS record
     * and a system call.
     */
    void flush() {
        if (!flushing) {
            flushing = true;
            context.executor().execute(flush);
        }
    }

    private void flushNow() {
        flushing = false;
        if (context.channel().isActive()) {
            flush(context);
        }
    }

    /** What a stream is used for once it is over: for the next one. */
    void recycle(Http2ClientStream client) {
        if (spare.size() < SPARE_STREAMS) {
            spare.push(client);
        } else {
            client.discard();
        }
    }

    /** The gateway has ended a stream: what the client sent before it knew is no fault of its own. */
    void ended(int streamId) {
        endedHere[endedCount++ % endedHere.length] = streamId;
    }

    /** RFC 9113 §5.1: a head on a stream that the client knows to be over breaks the connection. */
    @Override
    protected void onStreamError(
            ChannelHandlerContext ctx, boolean outbound, Throwable cause, Http2Exception.StreamException error) {
        int id = error.streamId();
        boolean late = error.error() == Http2Error.STREAM_CLOSED && connection().stream(id) == null;
        if (!outbound && late && IntStream.of(endedHere).noneMatch(ended -> ended == id)) {
            onConnectionError(
                    ctx, false, cause, Http2Exception.connectionError(Http2Error.STREAM_CLOSED, error.getMessage()));
        } else {
            super.onStreamError(ctx, outbound, cause, error);
        }
    }

    // ---- the end ----

    private final class StreamEvents extends Http2ConnectionAdapter {
        @Override
        public void onStreamClosed(Http2Stream stream) {
            Http2ClientStream client = stream.removeProperty(key);
            if (client != null) {
                client.closed();
            }
        }

        @Override
        public void onStreamRemoved(Http2Stream stream) {
            if (connection().numActiveStreams() > 0) {
                return;
            }
            if (loop.isDraining()) {
                leave();
            }
            if (leaving) {
                closeOnceHeard();
            } else {
                loop.worker().deadlines().set(deadline, limits.idleMillis());
            }
        }
    }

    private void idle() {
        if (connection().numActiveStreams() > 0) {
            return;
        }
        if (leaving) {
            closeWhenSent();
        } else {
            leave();
            closeOnceHeard();
        }
    }

    /**
     * Asks the client to begin nothing more here. The largest id promises that requests already on their way are served; once the client
     * has answered the ping behind it, there are none (RFC 9113 §6.8). Then the connection closes when it is idle.
     */
    private void leave() {
        if (!leaving && context.channel().isActive()) {
            leaving = true;
            farewell(Integer.MAX_VALUE);
            encoder().writePing(context, false, requests, context.newPromise());
            flush();
        }
    }

    private void farewell(int lastStream) {
        goAway(context, lastStream, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, context.newPromise());
    }

    /** The client has answered a ping, and has therefore read what was sent before it. */
    void pong() {
        if (leaving && !heard) {
            heard = true;
            farewell(connection().remote().lastStreamCreated());
            flush();
            if (connection().numActiveStreams() == 0) {
                closeWhenSent();
            }
        }
    }

    private void closeOnceHeard() {
        if (heard) {
            closeWhenSent();
        } else {
            loop.worker().deadlines().set(deadline, FAREWELL_MILLIS);
        }
    }

    private void closeWhenSent() {
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void drain() {
        leave();
        if (connection().numActiveStreams() == 0) {
            closeOnceHeard();
        }
    }

    @Override
    public void closeNow() {
        context.channel().close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
        if (cause instanceof IOException) {
            // a client that breaks its connection is nothing to write home about
            ctx.close();
        } else {
            super.exceptionCaught(ctx, cause);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        super.channelInactive(ctx);
        loop.worker().deadlines().discard(deadline);
        loop.remove(this);
        spare.forEach(Http2ClientStream::discard);
        spare.clear();
    }
}
