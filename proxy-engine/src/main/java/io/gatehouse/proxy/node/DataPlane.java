package io.gatehouse.proxy.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.declarative.DeclarativeConfig;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.model.link.BasicInfo;
import io.gatehouse.model.link.LinkProtocol;
import io.gatehouse.model.pki.PkiException;
import io.gatehouse.model.product.Product;
import io.gatehouse.model.settings.Role;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.plugin.Node;
import io.gatehouse.proxy.activation.ActiveConfiguration;
import io.gatehouse.proxy.activation.ConfigurationKeeper;
import io.gatehouse.proxy.activation.FollowedConfiguration;
import io.gatehouse.proxy.activation.PushedConfiguration;
import io.gatehouse.proxy.activation.Rehearsal;
import io.gatehouse.proxy.activation.SyncedConfiguration;
import io.gatehouse.proxy.balancer.Balancers;
import io.gatehouse.proxy.cache.ConfigCache;
import io.gatehouse.proxy.config.CompilerServices;
import io.gatehouse.proxy.config.ConfigCompiler;
import io.gatehouse.proxy.dns.DnsSettings;
import io.gatehouse.proxy.dns.NameResolver;
import io.gatehouse.proxy.health.ActiveChecks;
import io.gatehouse.proxy.health.SocketProber;
import io.gatehouse.proxy.link.ControlPlaneLink;
import io.gatehouse.proxy.link.ControlPlaneOrder;
import io.gatehouse.proxy.link.LinkAddress;
import io.gatehouse.proxy.link.LinkIdentity;
import io.gatehouse.proxy.link.LinkSessions;
import io.gatehouse.proxy.link.LinkTrust;
import io.gatehouse.proxy.link.OutletSessions;
import io.gatehouse.proxy.link.TrustWatch;
import io.gatehouse.proxy.listener.ProxyServer;
import io.gatehouse.proxy.status.StatusRoutes;
import io.gatehouse.proxy.status.StatusServer;
import io.gatehouse.proxy.telemetry.Telemetry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running data plane. The order of its start: prefix, plugins, configuration (cache, file or none), proxy listeners,
 * status listener, then the link, or the Admin API of a node on its own. So it answers before it has talked to anybody, and what fails ends the start with everything
 * undone.
 */
public final class DataPlane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataPlane.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Settings settings;
    private final ActiveChecks checks = new ActiveChecks();
    private final NodeMetrics metrics = new NodeMetrics();
    private Balancers balancers;
    private NameResolver names;
    private ActiveConfiguration active;
    private ProxyServer proxy;
    private List<InetSocketAddress> statusAddresses = List.of();
    private volatile Optional<ControlPlaneLink> link = Optional.empty();
    private Optional<Standalone> standalone = Optional.empty();
    private final AtomicReference<Settings> current;
    private Reload reload;
    private volatile Duration drainLimit = DRAIN_LIMIT;

    private DataPlane(Settings settings) {
        this.settings = settings;
        this.current = new AtomicReference<>(settings);
    }

    /**
     * @throws StartException for what the user can mend
     * @throws IOException when prefix or listeners cannot be used
     */
    public static DataPlane start(Settings settings) throws IOException {
        DataPlane node = new DataPlane(settings);
        try {
            node.startParts();
            return node;
        } catch (IOException | RuntimeException failure) {
            node.close();
            throw failure;
        }
    }

    private void startParts() throws IOException {
        refuseOtherRoles();
        Path prefix = preparePrefix();
        parts.push(PrefixLock.take(prefix));
        Node identity = NodeIdentity.of(prefix, settings.text("node_id"));
        LoadedPlugins plugins = LoadedPlugins.of(settings);
        Optional<ConfigCache> cache = new CacheSetting(settings).cache();
        cache.ifPresent(parts::push);
        RouterFlavor flavor = RouterFlavor.parse(settings.requiredText("router_flavor"));
        EntityCatalog catalog = plugins.catalog(flavor);
        active = activeConfiguration(identity, plugins, catalog, flavor);
        new StartConfiguration(settings, active, cache).load();
        Optional<LinkTrust> trust = settings.role() == Role.DATA_PLANE ? Optional.of(linkTrust()) : Optional.empty();
        Optional<Telemetry> telemetry = trust.flatMap(known -> telemetry(identity, known));
        // ends after the proxy, so that it can send what the last requests were
        telemetry.ifPresent(parts::push);
        proxy = ProxyServer.start(settings, active, telemetry.map(each -> each::recorder));
        parts.push(() -> proxy.drain(drainLimit));
        checks.start(loop -> new SocketProber(
                loop,
                proxy.upstreamTls(),
                settings.integer("lua_ssl_verify_depth"),
                id -> active.get().certificate(id)));
        metrics.tellOf(identity.id(), proxy, active, cache);
        trust.ifPresent(known -> metrics.tellOf(this::isConnected, known));
        telemetry.ifPresent(metrics::tellOf);
        StatusRoutes status = statusRoutes(plugins);
        startStatus(status);
        if (settings.role() == Role.TRADITIONAL) {
            Standalone started = Standalone.start(settings, catalog, identity, active, cache, status, balancers);
            parts.push(started);
            standalone = Optional.of(started);
            LOG.info("Admin API: {}", started.addresses());
        }
        trust.ifPresent(known -> startLink(identity, plugins, cache, known));
        parts.push(rehearsal(identity, plugins, catalog, flavor));
        telemetry.ifPresent(Telemetry::start);
        reload = new Reload(settings, current, proxy, standalone);
        LOG.info(
                "{} {} is serving as {}: proxy {}, streams {}, status {}, node {}",
                Product.NAME,
                Product.version(),
                settings.requiredText("role"),
                proxy.addresses(),
                proxy.streamAddresses(),
                statusAddresses,
                identity.id());
    }

    private void refuseOtherRoles() {
        if (settings.role() == Role.CONTROL_PLANE) {
            throw new StartException("role: control_plane is another program; start it with 'gatehouse control-plane'");
        }
        if (settings.role() == Role.TRADITIONAL && settings.hasDatabase()) {
            throw new StartException(
                    "database: this program keeps no database; set database = off and declarative_config,"
                            + " or role = data_plane");
        }
    }

    private Path preparePrefix() throws IOException {
        Path prefix = settings.prefix();
        if (Files.exists(prefix) && !Files.isDirectory(prefix)) {
            throw new StartException("prefix: " + prefix + " is not a directory");
        }
        if (!Files.exists(prefix)) {
            System.err.println("prefix directory " + prefix + " not found, trying to create it");
            Files.createDirectories(prefix);
        }
        if (!Files.isWritable(prefix)) {
            throw new StartException(
                    "prefix: " + prefix + " cannot be written; the node keeps its lock, its identity and"
                            + " its logs there, so name another directory or make this one writable for the node's user");
        }
        NodeLog.configure(settings.requiredText("log_level"), settings.pathInPrefix("proxy_error_log"));
        settings.warnings().forEach(LOG::warn);
        return prefix;
    }

    private ActiveConfiguration activeConfiguration(
            Node identity, LoadedPlugins plugins, EntityCatalog catalog, RouterFlavor flavor) throws IOException {
        DeclarativeConfig reader = new DeclarativeConfig(catalog);
        names = new NameResolver(DnsSettings.of(settings));
        parts.push(names);
        BackgroundPool background = new BackgroundPool();
        parts.push(background);
        Duration slowStart = Duration.ofMillis((long) (settings.number("upstream_slow_start") * 1000));
        balancers = new Balancers(names, checks, slowStart);
        parts.push(checks);
        CompilerServices services =
                new CompilerServices(identity, background, balancers, Clock.systemUTC(), metrics.registry());
        ConfigCompiler compiler = new ConfigCompiler(flavor, plugins.types().values(), services);
        return new ActiveConfiguration(reader, compiler::compile);
    }

    private Rehearsal rehearsal(Node identity, LoadedPlugins plugins, EntityCatalog catalog, RouterFlavor flavor) {
        CompilerServices services =
                new CompilerServices(identity, Runnable::run, new Balancers(names), Clock.systemUTC());
        ConfigCompiler compiler = new ConfigCompiler(flavor, plugins.types().values(), services);
        return Rehearsal.start(new ActiveConfiguration(new DeclarativeConfig(catalog), compiler::compile), flavor);
    }

    private StatusRoutes statusRoutes(LoadedPlugins plugins) {
        Optional<Supplier<String>> page =
                plugins.types().containsKey("prometheus") ? Optional.of(metrics.page(balancers)) : Optional.empty();
        return new StatusRoutes(proxy::stats, active::hash, active::obstacle, balancers, names, page);
    }

    private void startStatus(StatusRoutes routes) throws IOException {
        StatusServer server = new StatusServer(routes, Product.token());
        parts.push(server);
        statusAddresses = new StatusListeners(settings, server).open();
    }

    private void startLink(Node identity, LoadedPlugins plugins, Optional<ConfigCache> cache, LinkTrust trust) {
        int maxPayload = settings.integer("cluster_max_payload");
        long maxUnpacked = (long) maxPayload * LinkProtocol.DECOMPRESSION_FACTOR;
        ConfigurationKeeper keeper = new ConfigurationKeeper(cache, Clock.systemUTC());
        PushedConfiguration whole = new PushedConfiguration(active, keeper, maxUnpacked);
        FollowedConfiguration followed = new FollowedConfiguration(active, whole, keeper, maxUnpacked);
        LinkSessions outlet = new OutletSessions(linkIdentity(identity), introduction(plugins), whole, followed);
        RpcLinkSetting rpc = new RpcLinkSetting(settings, identity, plugins);
        ControlPlaneLink configuration =
                link(rpc.configuration(outlet, new SyncedConfiguration(active, keeper)), trust);
        link = Optional.of(configuration);
        Optional<ControlPlaneLink> besides = rpc.besides().map(sessions -> link(sessions, trust));
        // one watch for all links, because a change is told once
        parts.push(TrustWatch.start(trust, () -> {
            configuration.renew();
            besides.ifPresent(ControlPlaneLink::renew);
        }));
    }

    private ControlPlaneLink link(LinkSessions sessions, LinkTrust trust) {
        ControlPlaneLink started = new ControlPlaneLink(
                controlPlanes(), trust::tls, new ProxyServerSetting(settings, current::get), sessions);
        parts.push(started);
        started.start();
        return started;
    }

    private ControlPlaneOrder controlPlanes() {
        List<LinkAddress> addresses = settings.controlPlanes().stream()
                .map(entry -> LinkAddress.parse(entry, LinkProtocol.DEFAULT_PORT))
                .toList();
        boolean shuffled = settings.requiredText("cluster_control_plane_order").equals("random");
        return new ControlPlaneOrder(addresses, shuffled, new Random());
    }

    /** Only a data plane with an endpoint reports. */
    private Optional<Telemetry> telemetry(Node identity, LinkTrust trust) {
        Optional<String> endpoint = settings.text("cluster_telemetry_endpoint");
        if (endpoint.isEmpty()) {
            return Optional.empty();
        }
        LinkAddress address = LinkAddress.parse(endpoint.get(), LinkProtocol.DEFAULT_PORT);
        Optional<String> name =
                settings.text("cluster_telemetry_server_name").or(() -> settings.text("cluster_server_name"));
        return Optional.of(new Telemetry(
                settings,
                address,
                linkIdentity(identity),
                target -> trust.tls(target, name),
                new ProxyServerSetting(settings, current::get)));
    }

    private LinkIdentity linkIdentity(Node identity) {
        return new LinkIdentity(
                identity.id(),
                identity.hostname(),
                Product.COMPATIBLE_VERSION,
                settings.integer("cluster_max_payload"));
    }

    private LinkTrust linkTrust() {
        try {
            return LinkTrust.of(settings, Clock.systemUTC());
        } catch (PkiException unusable) {
            throw new StartException(unusable.getMessage(), unusable);
        }
    }

    private Supplier<byte[]> introduction(LoadedPlugins plugins) {
        ObjectNode configuration = JSON.valueToTree(settings.effective());
        byte[] frame = new BasicInfo(plugins.versions(), configuration, settings.labels()).encode();
        return () -> frame;
    }

    /** The bound addresses of {@code proxy_listen}, in its order. */
    public List<InetSocketAddress> proxyAddresses() {
        return proxy.addresses();
    }

    /** The bound addresses of {@code status_listen}, in its order. */
    public List<InetSocketAddress> statusAddresses() {
        return statusAddresses;
    }

    /** The bound addresses of {@code admin_listen}, in its order; none for a node with a control plane. */
    public List<InetSocketAddress> adminAddresses() {
        return standalone.map(Standalone::addresses).orElse(List.of());
    }

    /**
     * Takes over what {@link Reload} says of changed settings and files, all of it or nothing. Blocks.
     *
     * @param file the configuration file from now on; the one of the start when empty
     * @return notes for the user
     * @throws ReloadException when something cannot be used; the node goes on as before
     */
    public List<String> reload(Optional<Path> file) {
        return reload.run(file);
    }

    /** Sets how long {@link #close} lets requests in flight go on. */
    public void finishWithin(Duration limit) {
        drainLimit = limit;
    }

    /** Hash of the configuration in use. */
    public String configurationHash() {
        return active.hash();
    }

    /** True while a session with the control plane is established. */
    public boolean isConnected() {
        return link.map(ControlPlaneLink::isConnected).orElse(false);
    }

    /** Takes no new connections, lets requests finish for a while, then ends everything in reverse order. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception failure) {
                LOG.warn("stopping: {} could not be closed: {}", part.getClass().getSimpleName(), failure.toString());
            }
        }
    }
}
