package io.gatehouse.proxy.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One of the two connections of a session. What it reads goes to the other one, at the other one's pace: it reads on only
 * while that one takes bytes, so that no more than a few reads are ever held. The end of one direction is passed on, and the
 * opposite direction goes on until its own end. Confined to its event loop.
 */
final class Leg extends ChannelInboundHandlerAdapter {
    private final Watcher watcher;
    /** Read before there is another leg: what came together with a header or a handshake. */
    private final Queue<ByteBuf> early = new ArrayDeque<>(2);

    private ChannelHandlerContext context;
    private Leg other;
    private boolean inputEnded;
    private boolean outputEnding;
    private boolean outputEnded;
    private boolean closing;
    private boolean closed;
    private long received;
    private long sent;

    /** Who keeps an eye on both legs. */
    interface Watcher {
        /** TLS of this leg is established, or failed when there is a cause. */
        void handshaken(Leg leg, Throwable cause);

        /** Bytes were read, or written ones taken. */
        void moved();

        /** The other leg reads no more until this one takes bytes again. */
        void blocked();

        /** Both directions of a leg have ended. */
        void ended();

        /** The connection is gone; called once. */
        void closed(Leg leg);
    }

    Leg(Watcher watcher) {
        this.watcher = watcher;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        ctx.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        ctx.channel().config().setAutoRead(false);
    }

    Channel channel() {
        return context.channel();
    }

    boolean isClosed() {
        return closed;
    }

    /** Whether both directions have ended, and everything written has gone out. */
    boolean hasEnded() {
        return inputEnded && outputEnded;
    }

    /** Bytes read. */
    long received() {
        return received;
    }

    /** Bytes handed over for writing. */
    long sent() {
        return sent;
    }

    /** Bytes that were handed over and have not gone out. */
    long unsent() {
        ChannelOutboundBuffer waiting = channel().unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes();
    }

    /** Begins to exchange bytes with the other leg; to be called on both, then {@link #start} on both. */
    void pair(Leg newOther) {
        other = newOther;
    }

    void start() {
        for (ByteBuf bytes = early.poll(); bytes != null; bytes = early.poll()) {
            other.send(bytes);
        }
        other.context.flush();
        if (inputEnded) {
            other.endOutput();
        } else if (other.channel().isWritable()) {
            reading(true);
        }
    }

    private void reading(boolean on) {
        channel().config().setAutoRead(on);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        received += bytes.readableBytes();
        watcher.moved();
        if (closed) {
            bytes.release();
        } else if (other == null) {
            early.add(bytes);
        } else {
            other.send(bytes);
        }
    }

    private void send(ByteBuf bytes) {
        if (closed || outputEnding) {
            bytes.release();
            return;
        }
        sent += bytes.readableBytes();
        context.write(bytes, context.voidPromise());
        if (!channel().isWritable()) {
            context.flush();
            if (!channel().isWritable()) {
                other.reading(false);
                watcher.blocked();
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (other != null && !other.closed) {
            other.context.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (other != null && !other.closed && channel().isWritable()) {
            watcher.moved();
            if (!other.inputEnded) {
                other.reading(true);
            }
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        // once TLS is closed on this side, the engine says so as if the peer had closed it; then the end of TCP counts
        if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent && !outputEnding) {
            endInput();
        } else if (event instanceof SslHandshakeCompletionEvent handshake) {
            watcher.handshaken(this, handshake.cause());
        }
    }

    private void endInput() {
        if (inputEnded || closed) {
            return;
        }
        inputEnded = true;
        if (other != null) {
            other.endOutput();
        }
        tellEnd();
    }

    /** Nothing more is written here; what was, still goes out. */
    private void endOutput() {
        if (outputEnding || closed) {
            return;
        }
        outputEnding = true;
        context.flush();
        SslHandler ssl = context.pipeline().get(SslHandler.class);
        if (ssl != null) {
            // the bytes flushed before are encrypted by now, so that the closing message comes after them
            ssl.closeOutbound().addListener(done -> outputEnded());
        } else {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
                if (written.isSuccess()) {
                    ((DuplexChannel) channel()).shutdownOutput().addListener(done -> outputEnded());
                } else {
                    channel().close();
                }
            });
        }
    }

    private void outputEnded() {
        outputEnded = true;
        if (closing) {
            channel().close();
        } else {
            tellEnd();
        }
    }

    private void tellEnd() {
        if (hasEnded() && !closed) {
            watcher.ended();
        }
    }

    /** Closes once everything written has gone out. */
    void closeWhenFlushed() {
        closing = true;
        if (outputEnded) {
            channel().close();
        } else {
            endOutput();
        }
    }

    /** Closes at once; does nothing before there is a connection. */
    void close() {
        if (context != null) {
            channel().close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (closed) {
            return;
        }
        closed = true;
        early.forEach(ByteBuf::release);
        early.clear();
        watcher.closed(this);
    }
}
