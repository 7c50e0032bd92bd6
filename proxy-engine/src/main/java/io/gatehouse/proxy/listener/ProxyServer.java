package io.gatehouse.proxy.listener;

import io.gatehouse.model.pki.PkiException;
import io.gatehouse.model.settings.Listener;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.settings.SettingsException;
import io.gatehouse.proxy.accesslog.AccessLog;
import io.gatehouse.proxy.client.ClientLimits;
import io.gatehouse.proxy.client.LoopConnections;
import io.gatehouse.proxy.config.GatewayConfig;
import io.gatehouse.proxy.deadline.DeadlineWheel;
import io.gatehouse.proxy.exchange.AccessRecorder;
import io.gatehouse.proxy.exchange.ProxySettings;
import io.gatehouse.proxy.exchange.Worker;
import io.gatehouse.proxy.overload.ConnectionGate;
import io.gatehouse.proxy.overload.MemoryPressure;
import io.gatehouse.proxy.tls.ServerContexts;
import io.gatehouse.proxy.upstream.UpstreamConnections;
import io.gatehouse.proxy.upstream.UpstreamTlsContexts;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The proxy: its event loops and the listeners of {@code proxy_listen} and {@code stream_listen}. Thread-safe. */
public final class ProxyServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyServer.class);
    private static final long POLL_MILLIS = 20;
    private static final long LOOK_MILLIS = 100;

    private final MultiThreadIoEventLoopGroup group;
    private final Map<EventLoop, LoopConnections> loops = new IdentityHashMap<>();
    private final List<Channel> listening = new CopyOnWriteArrayList<>();
    private final AccessLog accessLog;
    private final PooledByteBufAllocator allocator;
    private final AtomicLong serials = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final StreamListeners streams;
    private LazyTls tls;
    private UpstreamTlsContexts upstreamTls;
    private ConnectionGate gate;
    private MemoryPressure memory;

    private ProxyServer(
            MultiThreadIoEventLoopGroup group,
            AccessLog accessLog,
            PooledByteBufAllocator allocator,
            StreamListeners streams) {
        this.allocator = allocator;
        this.group = group;
        this.accessLog = accessLog;
        this.streams = streams;
    }

    /**
     * Binds the listeners and serves.
     *
     * @param configuration asked once per request; a request keeps what it got to its end
     * @throws SettingsException when a setting cannot be followed
     * @throws PkiException when a certificate cannot be used
     * @throws IOException when an address cannot be bound, or a file not be written
     */
    public static ProxyServer start(Settings settings, Supplier<GatewayConfig> configuration) throws IOException {
        return start(settings, configuration, Optional.empty());
    }

    /**
     * As {@link #start(Settings, Supplier)}.
     *
     * @param observer makes what the exchanges of an event loop report to, beside the access log
     */
    public static ProxyServer start(
            Settings settings,
            Supplier<GatewayConfig> configuration,
            Optional<Function<EventLoop, AccessRecorder>> observer)
            throws IOException {
        List<Listener> listeners = settings.listeners("proxy_listen");
        Transport transport = Transport.best();
        int threads = ClientBounds.loops(settings);
        AccessLog accessLog = AccessLog.ofRequests(settings);
        MultiThreadIoEventLoopGroup group =
                new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("proxy"), transport.handlers());
        PooledByteBufAllocator allocator = Allocators.pooled(threads);
        ProxyServer server = new ProxyServer(
                group, accessLog, allocator, new StreamListeners(settings, group, transport, allocator));
        try {
            server.serve(settings, listeners, configuration, transport, observer);
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Listeners without TLS come first: setting TLS up takes longer than all the rest. */
    private void serve(
            Settings settings,
            List<Listener> listeners,
            Supplier<GatewayConfig> configuration,
            Transport transport,
            Optional<Function<EventLoop, AccessRecorder>> observer)
            throws IOException {
        boolean secure = listeners.stream().anyMatch(Listener::ssl);
        ProxyProtocolAdvice.of(settings).forEach(LOG::warn);
        tls = new LazyTls(settings, secure || streams.secure());
        upstreamTls = tls.upstreamContexts();
        limit(settings, group.executorCount());
        makeWorkers(settings, configuration, transport, upstreamTls, observer);
        bind(settings, listeners, false, configuration, transport, Optional.empty());
        if (secure) {
            bind(settings, listeners, true, configuration, transport, Optional.of(tls.proxyContexts()));
        } else {
            tls.provider();
        }
        streams.bind(tls::streamContexts);
    }

    private void limit(Settings settings, int threads) {
        ClientBounds bounds = ClientBounds.of(settings, threads, allocator);
        gate = bounds.gate();
        gate.controls(on -> {
            listening.forEach(channel -> channel.config().setAutoRead(on));
            streams.accepting(on);
        });
        memory = bounds.memory();
        group.next().scheduleWithFixedDelay(memory::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void makeWorkers(
            Settings settings,
            Supplier<GatewayConfig> configuration,
            Transport transport,
            UpstreamTlsContexts contexts,
            Optional<Function<EventLoop, AccessRecorder>> observer) {
        ProxySettings proxySettings = ProxySettings.of(settings);
        for (EventExecutor executor : group) {
            EventLoop loop = (EventLoop) executor;
            DeadlineWheel deadlines = new DeadlineWheel(loop);
            deadlines.start();
            UpstreamConnections upstreams = new UpstreamConnections(
                    loop, transport.clientChannel(), allocator, deadlines, proxySettings.upstreamKeepAlive(), contexts);
            Worker worker = new Worker(
                    loop,
                    configuration,
                    proxySettings,
                    upstreams,
                    deadlines,
                    allocator,
                    recorder(loop, observer),
                    memory);
            loops.put(loop, new LoopConnections(worker, gate));
            streams.add(loop, configuration, deadlines, contexts, gate);
        }
    }

    private AccessRecorder recorder(EventLoop loop, Optional<Function<EventLoop, AccessRecorder>> observer) {
        AccessRecorder log = accessLog.recorder(loop);
        return observer.map(maker -> log == AccessRecorder.OFF ? maker.apply(loop) : log.and(maker.apply(loop)))
                .orElse(log);
    }

    private void bind(
            Settings settings,
            List<Listener> listeners,
            boolean secure,
            Supplier<GatewayConfig> configuration,
            Transport transport,
            Optional<ServerContexts> contexts)
            throws IOException {
        ClientLimits limits = ClientLimits.of(settings);
        // one listener with http2 switches it on for all of them
        boolean http2 = listeners.stream().anyMatch(Listener::http2);
        ProxySettings proxySettings = ProxySettings.of(settings);
        PublicPorts ports = PublicPorts.of(settings);
        ListenerBinding binding = new ListenerBinding("proxy_listen", group, transport, allocator);
        for (Listener listener : listeners) {
            if (listener.ssl() != secure) {
                continue;
            }
            ConnectionSetup setup = new ConnectionSetup(
                    listener, loops, limits, proxySettings.realIp(), ports, serials, configuration, contexts, http2);
            listening.addAll(binding.bind(listener, setup));
        }
    }

    /**
     * Prepares what new connections of clients with TLS see: the default certificates, versions and ciphers of other settings,
     * with their files read again. May block.
     *
     * @return what puts it to use, and cannot fail
     * @throws PkiException when a certificate cannot be used; nothing has changed then
     */
    public Runnable tlsRenewal(Settings changed) {
        return tls.renewal(changed);
    }

    /** Where the buffers of all connections come from. */
    PooledByteBufAllocator allocator() {
        return allocator;
    }

    /** How connections to upstreams are secured, for probes that go there, too. */
    public UpstreamTlsContexts upstreamTls() {
        return upstreamTls;
    }

    /** The bound addresses: first those without TLS, then those with, each in the order of {@code proxy_listen}. */
    public List<InetSocketAddress> addresses() {
        return listening.stream()
                .map(channel -> (InetSocketAddress) channel.localAddress())
                .distinct()
                .toList();
    }

    /** The bound addresses of {@code stream_listen}, in its order. */
    public List<InetSocketAddress> streamAddresses() {
        return streams.addresses();
    }

    /** The loops that serve requests. */
    public List<EventLoop> eventLoops() {
        return List.copyOf(loops.keySet());
    }

    /** Numbers since the start, and of now. */
    public ProxyStats stats() {
        long active = sum(loop -> loop.worker().counters().active());
        long reading = sum(loop -> loop.worker().counters().reading());
        long writing = sum(loop -> loop.worker().counters().inFlight());
        return new ProxyStats(
                sum(loop -> loop.worker().counters().accepted()),
                active,
                sum(loop -> loop.worker().counters().requests()),
                reading,
                writing,
                Math.max(0, active - reading - writing));
    }

    private long sum(ToLongFunction<LoopConnections> number) {
        return loops.values().stream().mapToLong(number).sum();
    }

    /**
     * Stops accepting, lets requests end and closes their connections. Blocks.
     *
     * @param limit what is not finished by then is cut off
     */
    public void drain(Duration limit) {
        listening.forEach(channel -> channel.close().awaitUninterruptibly());
        streams.stopListening();
        loops.forEach((loop, connections) -> loop.execute(connections::drain));
        long end = System.nanoTime() + limit.toNanos();
        while (open() > 0 && System.nanoTime() < end) {
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        if (open() > 0) {
            LOG.warn("{} connections were still open after {} s, and are closed", open(), limit.toSeconds());
        }
        close();
    }

    private long open() {
        return stats().active() + streams.active();
    }

    /** Closes everything at once; a second call does nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        listening.forEach(channel -> channel.close().awaitUninterruptibly());
        streams.close();
        loops.forEach((loop, connections) -> {
            Future<?> done = loop.submit(connections::closeAll);
            done.awaitUninterruptibly();
        });
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        accessLog.close();
    }
}
