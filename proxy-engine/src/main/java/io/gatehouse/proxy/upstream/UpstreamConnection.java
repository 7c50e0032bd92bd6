package io.gatehouse.proxy.upstream;

import io.gatehouse.proxy.deadline.Deadline;
import io.gatehouse.proxy.http.HeadWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.NotYetConnectedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to an upstream. Either idle in its pool or lent to one {@link UpstreamListener}. Confined to its event
 * loop.
 */
final class UpstreamConnection extends ChannelInboundHandlerAdapter implements UpstreamChannel {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamConnection.class);

    private final UpstreamConnections owner;
    private final PoolKey key;
    private ChannelHandlerContext context;
    private Channel channel;
    private UpstreamListener listener;
    private Throwable failure;
    private int requests;
    private boolean reading = true;
    IdleStack idleIn;

    final Deadline idleDeadline = new Deadline() {
        @Override
        protected void expired() {
            close();
        }
    };

    UpstreamConnection(UpstreamConnections owner, PoolKey key) {
        this.owner = owner;
        this.key = key;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        channel = ctx.channel();
    }

    void lend(UpstreamListener newListener) {
        listener = newListener;
        requests++;
    }

    PoolKey key() {
        return key;
    }

    int requests() {
        return requests;
    }

    boolean isOpen() {
        return channel.isActive();
    }

    @Override
    public boolean isFramed() {
        return false;
    }

    @Override
    public void head(HeadWriter request) {
        write(request.toBuffer(channel.alloc(), 0));
    }

    @Override
    public void end() {
        // the bytes themselves say where they end
    }

    @Override
    public boolean isReused() {
        return requests > 1;
    }

    @Override
    public InetSocketAddress localAddress() {
        SocketAddress local = channel.localAddress();
        return (InetSocketAddress) local;
    }

    @Override
    public void write(ByteBuf bytes) {
        context.write(bytes, context.voidPromise());
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
        if (reading != on) {
            reading = on;
            channel.config().setAutoRead(on);
        }
    }

    @Override
    public void release(boolean reusable) {
        listener = null;
        if (reusable && channel.isActive()) {
            reading(true);
            owner.keep(this);
        } else {
            close();
        }
    }

    @Override
    public void close() {
        listener = null;
        channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            UpstreamListener current = listener;
            if (current != null) {
                current.read(bytes);
            } else {
                // bytes that nobody asked for: the next response could not be told from them
                close();
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        UpstreamListener current = listener;
        if (current != null) {
            current.readComplete();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        UpstreamListener current = listener;
        if (current != null) {
            current.writabilityChanged(channel.isWritable());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // a socket that is reset while it connects can be readable before it is known to be connected
        boolean ofThePeer = cause instanceof IOException
                || cause instanceof DecoderException
                || cause instanceof NotYetConnectedException;
        if (!ofThePeer) {
            LOG.error("the connection to upstream {} failed and is closed", key.address(), cause);
        }
        failure = cause;
        channel.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        owner.forget(this);
        UpstreamListener current = listener;
        listener = null;
        if (current != null) {
            current.closed(failure);
        }
    }
}
