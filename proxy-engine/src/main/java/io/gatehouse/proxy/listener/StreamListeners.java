package io.gatehouse.proxy.listener;

import io.gatehouse.model.settings.Listener;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.settings.SettingsException;
import io.gatehouse.proxy.accesslog.AccessLog;
import io.gatehouse.proxy.config.GatewayConfig;
import io.gatehouse.proxy.deadline.DeadlineWheel;
import io.gatehouse.proxy.exchange.ProxySettings;
import io.gatehouse.proxy.overload.ConnectionGate;
import io.gatehouse.proxy.stream.StreamWorker;
import io.gatehouse.proxy.stream.UdpSessions;
import io.gatehouse.proxy.tls.ServerContexts;
import io.gatehouse.proxy.upstream.ConnectionOpener;
import io.gatehouse.proxy.upstream.UpstreamTlsContexts;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The listeners of {@code stream_listen}, and the sessions that began there. Thread-safe once bound. */
final class StreamListeners implements AutoCloseable {
    private final List<Listener> listeners;
    private final ProxySettings proxySettings;
    private final PublicPorts ports;
    private final AccessLog accessLog;
    private final EventLoopGroup group;
    private final Transport transport;
    private final PooledByteBufAllocator allocator;
    private final DatagramBinding datagrams;
    private final Map<EventLoop, StreamWorker> workers = new IdentityHashMap<>();
    private final List<Channel> listening = new CopyOnWriteArrayList<>();

    /**
     * @throws SettingsException when an entry has flags that do not go together
     * @throws IOException when the access log cannot be written
     */
    StreamListeners(Settings settings, EventLoopGroup group, Transport transport, PooledByteBufAllocator allocator)
            throws IOException {
        this.group = group;
        this.transport = transport;
        this.allocator = allocator;
        listeners = settings.listeners("stream_listen");
        refuseContradictions();
        proxySettings = ProxySettings.of(settings);
        ports = PublicPorts.of(settings);
        accessLog = listeners.isEmpty() ? AccessLog.off() : AccessLog.ofSessions(settings);
        datagrams = new DatagramBinding(group, transport, allocator);
    }

    private void refuseContradictions() {
        List<String> errors = new ArrayList<>();
        for (Listener listener : listeners) {
            if (listener.udp()) {
                tcpFlags(listener)
                        .forEach(flag -> errors.add("stream_listen has '" + listener.text() + "': " + flag
                                + " needs TCP; remove that flag or udp"));
            }
        }
        if (!errors.isEmpty()) {
            throw new SettingsException(errors);
        }
    }

    private static List<String> tcpFlags(Listener listener) {
        List<String> flags = new ArrayList<>();
        if (listener.ssl()) {
            flags.add("ssl");
        }
        if (listener.proxyProtocol()) {
            flags.add("proxy_protocol");
        }
        if (listener.backlog().isPresent()) {
            flags.add("backlog");
        }
        if (listener.keepAlive().isPresent()) {
            flags.add("so_keepalive");
        }
        return flags;
    }

    /** Whether a listener speaks TLS. */
    boolean secure() {
        return listeners.stream().anyMatch(Listener::ssl);
    }

    /**
     * Makes what the sessions of an event loop share.
     *
     * @param deadlines of the loop
     * @param gate counts clients of the whole node
     */
    void add(
            EventLoop loop,
            Supplier<GatewayConfig> configuration,
            DeadlineWheel deadlines,
            UpstreamTlsContexts contexts,
            ConnectionGate gate) {
        if (listeners.isEmpty()) {
            return;
        }
        workers.put(
                loop,
                new StreamWorker(
                        loop,
                        configuration,
                        deadlines,
                        new ConnectionOpener(loop, transport.clientChannel(), allocator, contexts),
                        datagrams.sockets(loop),
                        new StreamWorker.VerifyDefaults(proxySettings.verifyUpstreams(), proxySettings.verifyDepth()),
                        accessLog.sessionRecorder(loop),
                        gate));
    }

    /**
     * Binds the listeners, and serves.
     *
     * @param contexts for listeners with TLS; asked only if there is one
     * @throws IOException when an address cannot be bound
     */
    void bind(Supplier<ServerContexts> contexts) throws IOException {
        Optional<ServerContexts> tls = secure() ? Optional.of(contexts.get()) : Optional.empty();
        ListenerBinding connections = new ListenerBinding("stream_listen", group, transport, allocator);
        for (Listener listener : listeners) {
            listening.addAll(
                    listener.udp()
                            ? datagrams.bind(listener, datagramSetup())
                            : connections.bind(
                                    listener, new StreamSetup(listener, workers, proxySettings.trusted(), ports, tls)));
        }
    }

    private ChannelHandler datagramSetup() {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new UdpSessions(workers.get(channel.eventLoop()), ports::of));
            }
        };
    }

    /** The bound addresses, in the order of {@code stream_listen}. */
    List<InetSocketAddress> addresses() {
        return listening.stream()
                .map(channel -> (InetSocketAddress) channel.localAddress())
                .distinct()
                .toList();
    }

    /** Sessions that are not over. */
    int active() {
        return workers.values().stream().mapToInt(StreamWorker::active).sum();
    }

    /** Stops and resumes accepting connections; UDP sockets also carry the sessions there are, and stay open. */
    void accepting(boolean on) {
        listening.stream()
                .filter(ServerChannel.class::isInstance)
                .forEach(channel -> channel.config().setAutoRead(on));
    }

    /** Takes no more sessions; UDP sessions, which answer from the listening socket, end. Blocks. */
    void stopListening() {
        listening.forEach(channel -> channel.close().awaitUninterruptibly());
    }

    /** Cuts the sessions off. Blocks. */
    @Override
    public void close() {
        stopListening();
        workers.forEach((loop, worker) -> loop.submit(worker::closeAll).awaitUninterruptibly());
        accessLog.close();
    }
}
