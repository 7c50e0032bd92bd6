package io.gatehouse.proxy.client;

import io.gatehouse.proxy.exchange.ClientFacts;
import io.gatehouse.proxy.exchange.ClientStream;
import io.gatehouse.proxy.exchange.HttpExchange;
import io.gatehouse.proxy.http.Ascii;
import io.gatehouse.proxy.http.HeadWriter;
import io.gatehouse.proxy.http.ParseResult;
import io.gatehouse.proxy.http.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's HTTP/1 connection: its requests one after another, in order. Bytes that come while a request is being
 * answered wait, and nothing more is read meanwhile. Confined to its event loop.
 */
public final class Http1Connection extends ChannelInboundHandlerAdapter implements ClientStream, OpenConnection {
    private static final Logger LOG = LoggerFactory.getLogger(Http1Connection.class);
    private static final byte[] CONTINUE = Ascii.bytes("HTTP/1.1 100 Continue\r\n\r\n");

    private enum State {
        /** The head of a request is awaited or incomplete. */
        HEAD,
        /** A request is being answered; its body may still be coming. */
        EXCHANGE,
        /** The answer was sent, and what is left of the body is thrown away. */
        REST,
        /** Both directions are relayed as they are. */
        TUNNEL,
        /** The answer was sent, and the connection is about to close. */
        CLOSING
    }

    private final LoopConnections loop;
    private final ClientLimits limits;
    private final boolean secure;
    private final Optional<Supplier<ChannelHandler>> http2;
    private final RequestHead head;
    private final HttpExchange exchange;
    private final ClientDeadline deadline;
    private final HeldBytes waiting = new HeldBytes();

    private ChannelHandlerContext context;
    private Channel channel;
    private State state = State.HEAD;
    private boolean processing;
    private boolean reading = true;
    private long requests;
    private boolean refused;

    /**
     * @param http2 makes the handler that takes over from a client which begins with the preface of HTTP/2 (RFC 9113
     *     §3.3); empty where that is not served
     */
    public Http1Connection(
            LoopConnections loop, ClientLimits limits, ClientFacts facts, Optional<Supplier<ChannelHandler>> http2) {
        this.http2 = http2;
        this.loop = loop;
        this.limits = limits;
        this.deadline = new ClientDeadline(loop.worker().deadlines(), limits);
        this.secure = facts.secure();
        head = new RequestHead(limits.head());
        exchange = new HttpExchange(loop.worker(), this, facts, head);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        channel = ctx.channel();
        loop.add(this);
        deadline.begin(channel);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            if (!waiting.isEmpty()) {
                waitMore(in);
            } else {
                process(in);
            }
        } finally {
            in.release();
        }
    }

    private void process(ByteBuf in) {
        processing = true;
        try {
            while (in.isReadable() && step(in)) {
                // one request, or one part of it, after the other
            }
        } finally {
            processing = false;
        }
    }

    /** Takes bytes out of the buffer; false when the rest has to wait. */
    private boolean step(ByteBuf in) {
        switch (state) {
            case HEAD -> readHead(in);
            case EXCHANGE -> {
                if (exchange.isBodyComplete()) {
                    waitMore(in);
                    return false;
                }
                exchange.receive(in);
                armBodyDeadline();
                exchange.received();
            }
            case REST -> {
                exchange.receive(in);
                if (exchange.isBodyComplete()) {
                    next();
                }
            }
            case TUNNEL -> exchange.tunnel(in.readSlice(in.readableBytes()));
            case CLOSING -> in.skipBytes(in.readableBytes());
        }
        return true;
    }

    private void readHead(ByteBuf in) {
        boolean first = head.isEmpty();
        ParseResult result = head.read(in);
        if (result == ParseResult.NEED_MORE) {
            if (first) {
                deadline.awaitHead();
                loop.worker().counters().headBegan();
            }
            return;
        }
        if (!first) {
            loop.worker().counters().headEnded();
        }
        if (result == ParseResult.REFUSED && requests == 0 && http2.isPresent() && head.isHttp2Preface()) {
            becomeHttp2(in);
            return;
        }
        state = State.EXCHANGE;
        requests++;
        exchange.prepare();
        if (result == ParseResult.REFUSED) {
            refused = true;
            exchange.refuse(head.refusal());
            return;
        }
        exchange.receive(in);
        armBodyDeadline();
        exchange.begin();
    }

    /** The client speaks HTTP/2: another handler begins with every byte that came. */
    private void becomeHttp2(ByteBuf in) {
        state = State.CLOSING;
        ByteBuf all = channel.alloc().directBuffer(head.length() + in.readableBytes());
        all.writeBytes(head.headers().bytes(), 0, head.length()).writeBytes(in);
        leave();
        context.pipeline().replace(this, "http", http2.orElseThrow().get());
        channel.pipeline().fireChannelRead(all);
    }

    private void armBodyDeadline() {
        if (exchange.isBodyComplete()) {
            deadline.unset();
        } else {
            deadline.awaitBody();
        }
    }

    private void waitMore(ByteBuf in) {
        waiting.add(in, channel);
        reading(false);
    }

    // ---- ClientStream ----

    @Override
    public void write(ByteBuf bytes) {
        context.write(bytes, context.voidPromise());
    }

    @Override
    public boolean isFramed() {
        return false;
    }

    @Override
    public void head(HeadWriter response) {
        write(response.toBuffer(channel.alloc(), 0));
    }

    @Override
    public void trailers(List<Map.Entry<String, String>> trailers) {
        throw new IllegalStateException("the bytes themselves say what follows a body");
    }

    @Override
    public void end() {
        // the bytes themselves say where they end
    }

    @Override
    public void proceed() {
        write(Unpooled.wrappedBuffer(CONTINUE));
        flush();
    }

    @Override
    public long number() {
        return requests;
    }

    @Override
    public void flush() {
        context.flush();
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void reading(boolean on) {
        boolean wanted = on && waiting.isEmpty();
        if (reading != wanted) {
            reading = wanted;
            channel.config().setAutoRead(wanted);
            if (state == State.EXCHANGE && !exchange.isBodyComplete()) {
                if (wanted) {
                    deadline.awaitBody();
                } else {
                    // while nothing is read, it is not the client who is slow
                    deadline.unset();
                }
            }
        }
    }

    @Override
    public boolean mayKeepAlive() {
        return requests < limits.requests() && !loop.isDraining();
    }

    @Override
    public void tunnel() {
        state = State.TUNNEL;
        deadline.unset();
        resume();
    }

    @Override
    public void completed(boolean keepAlive) {
        if (!keepAlive) {
            closeGently();
            return;
        }
        if (!exchange.isBodyComplete()) {
            state = State.REST;
            deadline.awaitRest();
            reading(true);
            return;
        }
        next();
    }

    @Override
    public void abort() {
        state = State.CLOSING;
        if (channel.isActive()) {
            context.flush();
            channel.close();
        }
    }

    private void next() {
        state = State.HEAD;
        head.clear();
        if (channel.isWritable()) {
            deadline.awaitRequest();
        }
        if (loop.isDraining() && waiting.isEmpty()) {
            closeGently();
            return;
        }
        resume();
    }

    /** Goes on with bytes that had to wait. */
    private void resume() {
        if (processing) {
            return;
        }
        while (!waiting.isEmpty() && (state == State.HEAD || state == State.TUNNEL)) {
            ByteBuf bytes = waiting.take();
            try {
                process(bytes);
            } finally {
                bytes.release();
            }
        }
        if (waiting.isEmpty() && state != State.CLOSING) {
            reading(true);
        }
    }

    /** Closes when everything was sent; a client that still sends is given time to read its answer first. */
    private void closeGently() {
        state = State.CLOSING;
        boolean stillSending = (refused || !exchange.isBodyComplete()) && !secure && channel instanceof DuplexChannel;
        if (stillSending) {
            deadline.awaitRest();
            reading(true);
            context.writeAndFlush(Unpooled.EMPTY_BUFFER)
                    .addListener(sent -> ((DuplexChannel) channel).shutdownOutput());
        } else {
            deadline.awaitTaken();
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void drain() {
        if (state == State.HEAD && head.isEmpty()) {
            closeGently();
        }
    }

    // ---- the connection ----

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            if (state == State.HEAD) {
                deadline.awaitRequest();
            } else {
                deadline.unset();
            }
            exchange.clientWritable();
        } else {
            deadline.stalled();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException) && !(cause instanceof DecoderException)) {
            LOG.error("a client's connection failed and is closed", cause);
        }
        channel.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (state == State.HEAD && !head.isEmpty()) {
            loop.worker().counters().headEnded();
        }
        state = State.CLOSING;
        leave();
        waiting.release();
    }

    private void leave() {
        exchange.clientGone();
        deadline.discard();
        loop.remove(this);
    }

    @Override
    public void closeNow() {
        channel.close();
    }
}
