package io.gatehouse.proxy.stream;

import io.gatehouse.proxy.balancer.Endpoint;
import io.gatehouse.proxy.balancer.TryFailure;
import io.gatehouse.proxy.deadline.Deadline;
import io.gatehouse.proxy.entity.ServiceConfig;
import io.gatehouse.proxy.upstream.ConnectionOpener;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Datagrams of one client to and from an upstream. Where a socket takes no more, datagrams are dropped, as networks do.
 * Confined to its event loop.
 */
final class UdpSession extends ChannelInboundHandlerAdapter implements UpstreamSearch.Seeker, StreamWorker.OpenSession {
    /** Kept while the upstream is looked for. */
    private static final int MOST_EARLY = 8;

    private final StreamWorker worker;
    private final StreamSession session;
    private final Channel listening;
    private final Runnable forget;
    private final Queue<ByteBuf> early = new ArrayDeque<>(1);
    private final Deadline deadline = new Deadline() {
        @Override
        protected void expired() {
            over(StreamSession.OK);
        }
    };

    private Optional<UpstreamSearch> search = Optional.empty();
    private ServiceConfig service;
    private Channel upstream;
    private boolean joined;
    private boolean over;
    private long clientReceived;
    private long clientSent;
    private long upstreamReceived;
    private long upstreamSent;

    /**
     * @param listening the socket that the client sends to, and is answered from
     * @param forget called at the end
     */
    UdpSession(StreamSession session, Channel listening, Runnable forget) {
        this.session = session;
        this.listening = listening;
        this.forget = forget;
        worker = session.worker();
        worker.add(this);
    }

    void connect() {
        if (session.route().isEmpty()) {
            session.warn("no Route found with those values");
            over(StreamSession.NO_ROUTE);
        } else if (session.service().isEmpty()) {
            session.warn("no Service found with those values");
            over(StreamSession.NO_SERVICE);
        } else {
            service = session.service().get();
            search = Optional.of(new UpstreamSearch(session, service, this));
            search.get().start();
        }
    }

    @Override
    public void open(ServiceConfig ofService, Endpoint endpoint, ConnectionOpener.Opening opening) {
        ChannelFuture connect = worker.datagrams().clone().handler(this).connect(endpoint.address());
        connect.addListener(connected -> {
            if (connected.isSuccess()) {
                opening.opened();
            } else {
                connect.channel().close();
                opening.failed(connected.cause(), false);
            }
        });
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        upstream = ctx.channel();
    }

    @Override
    public boolean isSharable() {
        // a further try has a socket of its own, after the one before it was closed
        return true;
    }

    @Override
    public void found() {
        joined = true;
        worker.deadlines().set(deadline, service.readTimeoutMillis());
        for (ByteBuf bytes = early.poll(); bytes != null; bytes = early.poll()) {
            send(bytes);
        }
    }

    @Override
    public void refused(int status) {
        over(status);
    }

    /** A datagram came; the bytes stay the caller's. */
    void fromClient(ByteBuf bytes) {
        clientReceived += bytes.readableBytes();
        if (joined) {
            worker.deadlines().set(deadline, service.readTimeoutMillis());
            send(bytes.retain());
        } else if (early.size() < MOST_EARLY) {
            // a copy, for the original occupies as much as the largest datagram
            early.add(bytes.alloc().buffer(bytes.readableBytes()).writeBytes(bytes));
        }
    }

    private void send(ByteBuf bytes) {
        if (upstream.isWritable()) {
            upstreamSent += bytes.readableBytes();
            // a failure comes to exceptionCaught, as that of a read does
            upstream.writeAndFlush(bytes, upstream.voidPromise());
        } else {
            bytes.release();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        DatagramPacket datagram = (DatagramPacket) message;
        try {
            int bytes = datagram.content().readableBytes();
            upstreamReceived += bytes;
            if (!over && listening.isWritable()) {
                worker.deadlines().set(deadline, service.readTimeoutMillis());
                clientSent += bytes;
                listening.write(new DatagramPacket(
                        datagram.content().retain(), session.origin().client()));
            }
        } finally {
            datagram.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        listening.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (ctx.channel() == upstream && !over) {
            // most often the upstream's host says that nothing listens there (ICMP port unreachable)
            session.warn(service + ": " + ctx.channel().remoteAddress() + " failed: " + cause.getMessage());
            if (upstreamReceived == 0) {
                session.tryFailed(TryFailure.ERROR);
                over(StreamSession.UPSTREAM_FAILED);
            } else {
                over(StreamSession.OK);
            }
        }
    }

    @Override
    public void closeNow() {
        over(StreamSession.OK);
    }

    private void over(int status) {
        if (over) {
            return;
        }
        over = true;
        search.ifPresent(UpstreamSearch::cancel);
        early.forEach(ByteBuf::release);
        early.clear();
        if (upstream != null) {
            upstream.close();
        }
        worker.deadlines().discard(deadline);
        worker.remove(this);
        forget.run();
        session.countClient(clientReceived, clientSent);
        session.countUpstream(upstreamReceived, upstreamSent);
        session.finish(status);
    }
}
