package io.gatehouse.proxy.listener;

import io.gatehouse.model.settings.Listener;
import io.gatehouse.proxy.config.GatewayConfig;
import io.gatehouse.proxy.exchange.ClientFacts;
import io.gatehouse.proxy.exchange.TrustedNetworks;
import io.gatehouse.proxy.tls.ServerContexts;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.net.ssl.SSLSession;

/** Prepares each accepted connection of one listener. */
final class ConnectionSetup extends ChannelInitializer<Channel> {
    private final Listener listener;
    private final Map<EventLoop, LoopConnections> loops;
    private final ClientLimits limits;
    private final TrustedNetworks trusted;
    private final Map<Integer, Integer> publicPorts;
    private final AtomicLong serials;
    private final Supplier<GatewayConfig> configuration;
    private final Optional<ServerContexts> contexts;

    /**
     * @param publicPorts listening port to the port that clients see
     * @param serials the node's count of connections
     * @param contexts for listeners with TLS
     */
    ConnectionSetup(
            Listener listener,
            Map<EventLoop, LoopConnections> loops,
            ClientLimits limits,
            TrustedNetworks trusted,
            Map<Integer, Integer> publicPorts,
            AtomicLong serials,
            Supplier<GatewayConfig> configuration,
            Optional<ServerContexts> contexts) {
        this.listener = listener;
        this.loops = loops;
        this.limits = limits;
        this.trusted = trusted;
        this.publicPorts = publicPorts;
        this.serials = serials;
        this.configuration = configuration;
        this.contexts = contexts;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (listener.ssl()) {
            SniHandler sni = new SniHandler((name, promise) -> promise.setSuccess(context(name)));
            channel.pipeline().addLast(new TlsGate(), sni, new HandshakeEnd(this));
        } else {
            channel.pipeline().addLast(connection(channel, "", "", ""));
        }
    }

    private SslContext context(String serverName) {
        ServerContexts available = contexts.orElseThrow();
        return configuration
                .get()
                .certificates()
                .select(serverName == null ? "" : serverName)
                .map(available::of)
                .orElseGet(available::fallback);
    }

    /** The connection's handler once TLS is established. */
    ClientConnection secured(Channel channel, String serverName, SSLSession session) {
        return connection(channel, serverName, session.getProtocol(), session.getCipherSuite());
    }

    private ClientConnection connection(Channel channel, String serverName, String tlsVersion, String tlsCipher) {
        InetSocketAddress peer = (InetSocketAddress) channel.remoteAddress();
        InetSocketAddress local = (InetSocketAddress) channel.localAddress();
        int port = publicPorts.getOrDefault(local.getPort(), local.getPort());
        ClientFacts facts = new ClientFacts(
                peer,
                peer.getAddress().getHostAddress(),
                trusted.contains(peer.getAddress()),
                local,
                port,
                listener.ssl(),
                serverName,
                tlsVersion,
                tlsCipher,
                serials.incrementAndGet());
        return new ClientConnection(loops.get(channel.eventLoop()), limits, facts);
    }
}
