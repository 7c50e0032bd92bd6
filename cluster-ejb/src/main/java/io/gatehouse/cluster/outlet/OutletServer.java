package io.gatehouse.cluster.outlet;

import io.gatehouse.cluster.rpc.RpcSessions;
import io.gatehouse.cluster.session.DataPlaneSessions;
import io.gatehouse.cluster.trust.AdmittedPeers;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.settings.Listener;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listener that data planes dial ({@code cluster_listen}): TLS, and behind it nothing but {@code /v1/outlet} and,
 * when JSON-RPC is on, {@code /v2/outlet}.
 *
 * <p>Thread-safe once started. A fixed number of event loops serves any number of data planes.
 */
public final class OutletServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutletServer.class);

    private static final int GOODBYE_SECONDS = 5;
    private static final int LOOPS = Runtime.getRuntime().availableProcessors();

    private final ClusterTls tls;
    private final DataPlaneSessions sessions;
    private final Optional<RpcSessions> rpc;
    private final MultiThreadIoEventLoopGroup loops;
    /** Takes connections while the others compute: who waits unaccepted cannot be told from who has given up. */
    private final MultiThreadIoEventLoopGroup acceptor;

    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final List<Channel> listeners = new ArrayList<>();

    private OutletServer(CertificatePair identity, DataPlaneSessions sessions, Optional<RpcSessions> rpc) {
        this.tls = new ClusterTls(identity);
        this.sessions = sessions;
        this.rpc = rpc;
        this.acceptor = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("gatehouse-accept", true), NioIoHandler.newFactory());
        this.loops = new MultiThreadIoEventLoopGroup(
                LOOPS, new DefaultThreadFactory("gatehouse-outlet", true), NioIoHandler.newFactory());
    }

    /**
     * Binds every address, or none.
     *
     * @param rpc the sessions of the JSON-RPC link; without, its path is not found
     * @param maxPayload largest frame a data plane may send, bytes
     * @throws OutletException when an address cannot be bound or the identity cannot be used for TLS
     */
    public static OutletServer start(
            List<Listener> addresses,
            CertificatePair identity,
            AdmittedPeers peers,
            DataPlaneSessions sessions,
            Optional<RpcSessions> rpc,
            int maxPayload) {
        OutletServer server = new OutletServer(identity, sessions, rpc);
        try {
            if (!ClusterServerName.acceptedBy(server.tls.context().newEngine(UnpooledByteBufAllocator.DEFAULT))) {
                LOG.warn(
                        "data planes with cluster_mtls = shared cannot connect: this JVM refuses the server name that they"
                                + " ask for; start it with {} (on Liberty: a line in jvm.options beside server.xml)",
                        ClusterServerName.JVM_OPTION);
            }
            OutletPipeline pipeline =
                    new OutletPipeline(server.tls, peers, sessions, rpc, maxPayload, server.connections, LOOPS);
            for (Listener address : addresses) {
                server.bind(address, pipeline);
            }
            return server;
        } catch (RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    private void bind(Listener address, OutletPipeline pipeline) {
        if (address.proxyProtocol()) {
            throw new OutletException("cluster_listen: proxy_protocol in \"" + address.text()
                    + "\" is not supported on this listener; remove the flag and pass TLS through unchanged");
        }
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(acceptor, loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(pipeline);
        if (address.reuseport()) {
            bootstrap.option(NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT), true);
        }
        if (address.backlog().isPresent()) {
            bootstrap.option(ChannelOption.SO_BACKLOG, address.backlog().getAsInt());
        }
        address.keepAlive()
                .ifPresent(keepAlive -> bootstrap.childOption(ChannelOption.SO_KEEPALIVE, keepAlive.enabled()));
        ChannelFuture bound = bootstrap
                .bind(new InetSocketAddress(address.host(), address.port()))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new OutletException(
                    "cluster_listen: cannot listen on " + address.authority() + ": "
                            + bound.cause().getMessage() + "; free the address or choose another",
                    bound.cause());
        }
        listeners.add(bound.channel());
        LOG.info("data planes may connect to {}", bound.channel().localAddress());
    }

    /** Tells whether every address still takes connections. */
    public boolean isOpen() {
        return listeners.stream().allMatch(Channel::isActive);
    }

    /** The addresses in use, with the ports that the system chose where 0 was asked for. */
    public List<InetSocketAddress> addresses() {
        return listeners.stream()
                .map(channel -> (InetSocketAddress) channel.localAddress())
                .toList();
    }

    /**
     * Presents another certificate to connections from now on; running ones are not touched.
     *
     * @throws IllegalArgumentException when it cannot be used for TLS; the old one stays
     */
    public void present(CertificatePair identity) {
        tls.replace(identity);
    }

    /** Stops accepting, says goodbye to every data plane, and returns when the sockets are closed or after a few seconds. */
    @Override
    public void close() {
        listeners.forEach(listener -> listener.close().awaitUninterruptibly());
        sessions.closeAll();
        rpc.ifPresent(RpcSessions::closeAll);
        connections.newCloseFuture().awaitUninterruptibly(GOODBYE_SECONDS, TimeUnit.SECONDS);
        connections.close().awaitUninterruptibly(GOODBYE_SECONDS, TimeUnit.SECONDS);
        acceptor.shutdownGracefully(0, GOODBYE_SECONDS, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, GOODBYE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(GOODBYE_SECONDS, TimeUnit.SECONDS);
    }
}
