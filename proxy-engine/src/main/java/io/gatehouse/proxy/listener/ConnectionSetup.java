package io.gatehouse.proxy.listener;

import io.gatehouse.model.settings.Listener;
import io.gatehouse.proxy.client.ClientLimits;
import io.gatehouse.proxy.client.Http1Connection;
import io.gatehouse.proxy.client.LoopConnections;
import io.gatehouse.proxy.config.GatewayConfig;
import io.gatehouse.proxy.exchange.ClientFacts;
import io.gatehouse.proxy.exchange.RealIp;
import io.gatehouse.proxy.http2.Http2ConnectionFactory;
import io.gatehouse.proxy.proxyprotocol.ProxyHeader;
import io.gatehouse.proxy.tls.CipherNames;
import io.gatehouse.proxy.tls.ServerContexts;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.util.NetUtil;
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
    private final RealIp realIp;
    private final PublicPorts ports;
    private final AtomicLong serials;
    private final Supplier<GatewayConfig> configuration;
    private final Optional<ServerContexts> contexts;
    private final boolean http2;

    /**
     * @param serials the node's count of connections
     * @param contexts for listeners with TLS
     * @param http2 whether the node serves HTTP/2
     */
    ConnectionSetup(
            Listener listener,
            Map<EventLoop, LoopConnections> loops,
            ClientLimits limits,
            RealIp realIp,
            PublicPorts ports,
            AtomicLong serials,
            Supplier<GatewayConfig> configuration,
            Optional<ServerContexts> contexts,
            boolean http2) {
        this.listener = listener;
        this.loops = loops;
        this.limits = limits;
        this.realIp = realIp;
        this.ports = ports;
        this.serials = serials;
        this.configuration = configuration;
        this.contexts = contexts;
        this.http2 = http2;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (listener.proxyProtocol()) {
            ProxyHeader.expect(
                    channel.pipeline(),
                    loops.get(channel.eventLoop()).worker().deadlines(),
                    limits.headMillis(),
                    this::begin);
        } else {
            begin(channel, (InetSocketAddress) channel.remoteAddress());
        }
    }

    /**
     * @param told the client's address by the PROXY protocol, else the peer's
     */
    private void begin(Channel channel, InetSocketAddress told) {
        if (listener.ssl()) {
            HandshakeStart start = new HandshakeStart(contexts.orElseThrow(), configuration, limits.headMillis());
            channel.pipeline().addLast(new TlsGate(), start, new HandshakeEnd(this, told));
        } else {
            channel.pipeline().addLast("http", http1(channel, facts(channel, told, "", "", "")));
        }
    }

    /** The connection's handler once TLS is established. */
    ChannelHandler secured(
            Channel channel, InetSocketAddress told, String serverName, SSLSession session, String protocol) {
        ClientFacts facts = facts(
                channel, told, serverName, session.getProtocol(), CipherNames.openSslName(session.getCipherSuite()));
        return ApplicationProtocolNames.HTTP_2.equals(protocol) ? http2(channel, facts) : http1(channel, facts);
    }

    private Http1Connection http1(Channel channel, ClientFacts facts) {
        return new Http1Connection(
                loops.get(channel.eventLoop()),
                limits,
                facts,
                http2 && !listener.ssl() ? Optional.of(() -> http2(channel, facts)) : Optional.empty());
    }

    private ChannelHandler http2(Channel channel, ClientFacts facts) {
        return Http2ConnectionFactory.make(loops.get(channel.eventLoop()), limits, facts);
    }

    private ClientFacts facts(
            Channel channel, InetSocketAddress told, String serverName, String tlsVersion, String tlsCipher) {
        InetSocketAddress peer = (InetSocketAddress) channel.remoteAddress();
        InetSocketAddress local = (InetSocketAddress) channel.localAddress();
        int port = ports.of(local.getPort());
        boolean trusted = realIp.trusted().contains(peer.getAddress());
        return new ClientFacts(
                peer,
                NetUtil.toAddressString(peer.getAddress()),
                trusted && realIp.isByConnection() ? told : peer,
                trusted,
                local,
                port,
                listener.ssl(),
                serverName,
                tlsVersion,
                tlsCipher,
                serials.incrementAndGet());
    }
}
