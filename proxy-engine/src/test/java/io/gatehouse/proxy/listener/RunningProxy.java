package io.gatehouse.proxy.listener;

import io.gatehouse.model.declarative.DeclarativeConfig;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.plugin.Node;
import io.gatehouse.plugin.PluginType;
import io.gatehouse.proxy.balancer.Balancers;
import io.gatehouse.proxy.balancer.UpstreamReport;
import io.gatehouse.proxy.config.CompilerServices;
import io.gatehouse.proxy.config.ConfigCompiler;
import io.gatehouse.proxy.config.GatewayConfig;
import io.gatehouse.proxy.dns.DnsSettings;
import io.gatehouse.proxy.dns.NameResolver;
import io.gatehouse.proxy.health.ActiveChecks;
import io.gatehouse.proxy.health.SocketProber;
import io.gatehouse.proxy.metrics.MetricRegistry;
import io.gatehouse.proxy.metrics.MetricsPage;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on ports of its own, with a declarative configuration, as a node runs it. */
final class RunningProxy implements AutoCloseable {
    private static final List<String> LEAKS = new CopyOnWriteArrayList<>();

    static {
        // buffers that the collector finds before their release; surefire runs at level paranoid
        ByteBufUtil.setLeakListener((type, records) -> LEAKS.add(type + records));
    }

    private final MetricRegistry metrics = new MetricRegistry();
    private final ConfigCompiler compiler;
    private final DeclarativeConfig reader;
    private final NameResolver names;
    private final ActiveChecks checks = new ActiveChecks();
    private final Balancers balancers;
    private final ProxyServer server;
    private volatile GatewayConfig config;

    RunningProxy(Path prefix, String yaml, String... settings) throws IOException {
        this(prefix, yaml, List.of(), settings);
    }

    /**
     * @param probes plugins beside the bundled ones
     * @param settings in the form {@code key=value}
     */
    RunningProxy(Path prefix, String yaml, List<? extends PluginType> probes, String... settings) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "KONG_PREFIX", prefix.toString(),
                "KONG_ROLE", "traditional",
                "KONG_DATABASE", "off",
                "KONG_PROXY_LISTEN", "127.0.0.1:0",
                "KONG_ADMIN_LISTEN", "off",
                "KONG_STATUS_LISTEN", "off",
                "KONG_PROXY_ACCESS_LOG", "off",
                "KONG_NGINX_MAIN_WORKER_PROCESSES", "1"));
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            environment.put("KONG_" + setting.substring(0, equals).toUpperCase(), setting.substring(equals + 1));
        }
        Settings read = Settings.load(environment, Optional.empty(), Map.of());
        List<PluginType> types = new ArrayList<>(probes);
        ServiceLoader.load(PluginType.class).forEach(types::add);
        reader = new DeclarativeConfig(
                EntityCatalog.of(types.stream().map(PluginType::definition).toList()));
        names = new NameResolver(DnsSettings.of(read));
        balancers = new Balancers(names, checks, Duration.ZERO);
        compiler = new ConfigCompiler(
                RouterFlavor.TRADITIONAL_COMPATIBLE,
                types,
                new CompilerServices(
                        new Node("00000000-0000-0000-0000-000000000000", "test"),
                        Runnable::run,
                        balancers,
                        Clock.systemUTC(),
                        metrics));
        configure(yaml);
        server = ProxyServer.start(read, () -> config);
        checks.start(loop -> new SocketProber(loop, server.upstreamTls(), 1, id -> config.certificate(id)));
    }

    /** What plugins have counted, as Prometheus reads it. */
    String metrics() {
        return new MetricsPage(metrics, List.of(), text -> {}).get();
    }

    /** Replaces the configuration for requests to come. */
    void configure(String yaml) {
        config = compiler.compile(reader.parse("_format_version: '3.0'\n" + yaml), "0".repeat(32));
    }

    int port() {
        return server.addresses().get(0).getPort();
    }

    ProxyServer server() {
        return server;
    }

    /** Whether an upstream's target with this port is healthy. */
    boolean isHealthy(String upstream, int port) {
        return balancers.report(upstream).orElseThrow().targets().stream()
                .filter(target -> target.port() == port)
                .anyMatch(UpstreamReport.TargetReport::healthy);
    }

    RawClient client() throws IOException {
        return new RawClient(port());
    }

    /** One exchange over a connection of its own. */
    RawResponse exchange(String request) throws IOException {
        try (RawClient client = client()) {
            client.send(request);
            return client.read(request.startsWith("HEAD"));
        }
    }

    void drain(Duration limit) {
        server.drain(limit);
    }

    @Override
    public void close() {
        server.close();
        checks.close();
        names.close();
        System.gc();
        // looking for leaks is a part of allocating
        ByteBufAllocator.DEFAULT.directBuffer().release();
        if (!LEAKS.isEmpty()) {
            throw new AssertionError("buffers were not released: " + LEAKS);
        }
    }
}
