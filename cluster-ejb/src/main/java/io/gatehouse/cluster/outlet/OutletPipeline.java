package io.gatehouse.cluster.outlet;

import io.gatehouse.cluster.rpc.RpcSessions;
import io.gatehouse.cluster.session.DataPlaneSessions;
import io.gatehouse.cluster.trust.AdmittedPeers;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.Future;
import java.util.Optional;

/**
 * Builds the pipeline of an accepted connection: when its turn has come TLS and one HTTP request, and after the upgrade WebSocket
 * frames.
 */
final class OutletPipeline extends ChannelInitializer<SocketChannel> {

    /** How long a client may take for the TLS handshake and then for its request. */
    private static final int OPENING_SECONDS = 10;

    /** Handshakes at a time for each event loop: enough to keep it busy while clients far away compute and answer. */
    private static final int HANDSHAKES = 16;

    /** More than a processor can serve before they would give up. */
    private static final int WAITING_FOR_HANDSHAKE = 512;

    private static final String HTTP = "http";
    private static final String OPENING_TIMEOUT = "opening-timeout";

    private final ClusterTls tls;
    private final AdmittedPeers peers;
    private final DataPlaneSessions sessions;
    private final Optional<RpcSessions> rpc;
    private final int maxPayload;
    private final ChannelGroup connections;
    private final PayloadLanes lanes = new PayloadLanes();
    private final HandshakeGate gate;

    OutletPipeline(
            ClusterTls tls,
            AdmittedPeers peers,
            DataPlaneSessions sessions,
            Optional<RpcSessions> rpc,
            int maxPayload,
            ChannelGroup connections,
            int loops) {
        this.tls = tls;
        this.peers = peers;
        this.sessions = sessions;
        this.rpc = rpc;
        this.maxPayload = maxPayload;
        this.connections = connections;
        this.gate = new HandshakeGate(HANDSHAKES * loops, WAITING_FOR_HANDSHAKE * loops);
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        connections.add(channel);
        channel.pipeline()
                .addLast(OPENING_TIMEOUT, new ReadTimeoutHandler(OPENING_SECONDS))
                .addLast(new ArrivalHandler(gate, this::open));
    }

    private Future<Channel> open(Channel channel) {
        SslHandler ssl = tls.context().newHandler(channel.alloc());
        ssl.setHandshakeTimeoutMillis(OPENING_SECONDS * 1000L);
        channel.pipeline()
                .addLast("tls", ssl)
                .addLast(HTTP, new HttpRequestDecoder(new HttpDecoderConfig().setMaxHeaderSize(16 * 1024)))
                .addLast("upgrade", new UpgradeHandler(peers, sessions, rpc, maxPayload, lanes));
        return ssl.handshakeFuture();
    }

    /** Takes out what only the opening needs; bytes that came behind the request flow on to the frame decoder. */
    static void leaveHttp(ChannelPipeline pipeline) {
        pipeline.remove(OPENING_TIMEOUT);
        pipeline.remove(HTTP);
    }
}
