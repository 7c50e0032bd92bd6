package io.gatehouse.proxy.listener;

import io.gatehouse.model.settings.Listener;
import io.gatehouse.proxy.exchange.TrustedNetworks;
import io.gatehouse.proxy.proxyprotocol.ProxyHeader;
import io.gatehouse.proxy.stream.SessionOrigin;
import io.gatehouse.proxy.stream.StreamWorker;
import io.gatehouse.proxy.stream.TcpSessions;
import io.gatehouse.proxy.tls.ServerContexts;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/** Prepares each accepted connection of one stream listener. */
final class StreamSetup extends ChannelInitializer<Channel> {
    /** For the whole PROXY protocol header. */
    private static final long HEADER_MILLIS = 30_000;

    private final Listener listener;
    private final Map<EventLoop, StreamWorker> workers;
    private final TrustedNetworks trusted;
    private final PublicPorts ports;
    private final Optional<ServerContexts> contexts;

    /**
     * @param contexts for listeners with TLS
     */
    StreamSetup(
            Listener listener,
            Map<EventLoop, StreamWorker> workers,
            TrustedNetworks trusted,
            PublicPorts ports,
            Optional<ServerContexts> contexts) {
        this.listener = listener;
        this.workers = workers;
        this.trusted = trusted;
        this.ports = ports;
        this.contexts = contexts;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (listener.proxyProtocol()) {
            ProxyHeader.expect(
                    channel.pipeline(), workers.get(channel.eventLoop()).deadlines(), HEADER_MILLIS, this::begin);
        } else {
            begin(channel, (InetSocketAddress) channel.remoteAddress());
        }
    }

    /**
     * @param told the client's address by the PROXY protocol, else the peer's
     */
    private void begin(Channel channel, InetSocketAddress told) {
        StreamWorker worker = workers.get(channel.eventLoop());
        InetSocketAddress peer = (InetSocketAddress) channel.remoteAddress();
        InetSocketAddress local = (InetSocketAddress) channel.localAddress();
        InetSocketAddress client = trusted.contains(peer.getAddress()) ? told : peer;
        SessionOrigin origin = new SessionOrigin(client, local, ports.of(local.getPort()), false);
        if (listener.ssl()) {
            TcpSessions.secured(worker, channel, origin, contexts.orElseThrow());
        } else {
            TcpSessions.plain(worker, channel, origin);
        }
    }
}
