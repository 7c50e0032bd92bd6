package io.gatehouse.proxy.stream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of one UDP listening socket: datagrams of the same client belong to the same session until it has been silent
 * for the read time-out of its service. Confined to its event loop.
 */
public final class UdpSessions extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(UdpSessions.class);
    /** A forged sender address costs a session: so their number is bounded. */
    private static final int MOST_SESSIONS = 16_384;

    private final StreamWorker worker;
    private final IntUnaryOperator publicPort;
    private final Map<Flow, UdpSession> sessions = new HashMap<>();
    private boolean full;

    private record Flow(InetSocketAddress client, InetSocketAddress local) {}

    /**
     * @param publicPort from the port of the socket to the port that clients see
     */
    public UdpSessions(StreamWorker worker, IntUnaryOperator publicPort) {
        this.worker = worker;
        this.publicPort = publicPort;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        DatagramPacket datagram = (DatagramPacket) message;
        try {
            Flow flow = new Flow(datagram.sender(), datagram.recipient());
            UdpSession known = sessions.get(flow);
            if (known != null) {
                known.fromClient(datagram.content());
            } else if (hasRoom(flow.local())) {
                UdpSession session = make(ctx, flow);
                session.fromClient(datagram.content());
                session.connect();
            }
        } finally {
            datagram.release();
        }
    }

    private boolean hasRoom(InetSocketAddress local) {
        boolean room = sessions.size() < MOST_SESSIONS && !worker.isFull();
        if (!room && !full) {
            LOG.error(
                    "UDP port {} has {} sessions and cannot have more; datagrams of other clients are dropped",
                    local.getPort(),
                    sessions.size());
        }
        full = !room;
        return room;
    }

    private UdpSession make(ChannelHandlerContext ctx, Flow flow) {
        int port = publicPort.applyAsInt(flow.local().getPort());
        SessionOrigin origin = new SessionOrigin(flow.client(), flow.local(), port, true);
        UdpSession session =
                new UdpSession(new StreamSession(worker, origin, ""), ctx.channel(), () -> sessions.remove(flow));
        sessions.put(flow, session);
        return session;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        new ArrayList<>(sessions.values()).forEach(UdpSession::closeNow);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // of one datagram; the socket goes on
        LOG.debug("UDP listener {}: {}", ctx.channel().localAddress(), cause.toString());
    }
}
