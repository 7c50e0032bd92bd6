package io.gatehouse.cluster.outlet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.session.DataPlaneRecord;
import io.gatehouse.cluster.session.DataPlaneSessions;
import io.gatehouse.cluster.snapshot.ConfigurationPayload;
import io.gatehouse.cluster.snapshot.ConfigurationSource;
import io.gatehouse.cluster.snapshot.DeltaHistory;
import io.gatehouse.cluster.snapshot.compat.CompatibilityRules;
import io.gatehouse.cluster.snapshot.compat.CompatiblePayloads;
import io.gatehouse.cluster.trust.AdmittedPeers;
import io.gatehouse.cluster.trust.PinnedTrust;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.link.Reconfigure;
import io.gatehouse.model.link.delta.Name;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.settings.Listener;
import io.gatehouse.model.snapshot.ConfigHash;
import io.gatehouse.model.snapshot.Hashes;
import io.gatehouse.plugins.bundled.BundledPlugins;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A real listener on a free port of the loopback interface, with a configuration that the test sets. */
final class Outlet implements AutoCloseable {

    static final int MAX_PAYLOAD = 16 * 1024 * 1024;
    static final CompatiblePayloads FORMS = new CompatiblePayloads(
            CompatibilityRules.of(EntityCatalog.of(BundledPlugins.definitions())), ForkJoinPool.commonPool());
    static final Map<String, Optional<String>> PLUGINS = Map.of("key-auth", Optional.of("3.9.3"));

    final CertificatePair pair;
    final AtomicReference<CertificatePair> own;
    final AtomicReference<ConfigurationPayload> configuration = new AtomicReference<>();
    final List<DataPlaneRecord> heartbeats = new CopyOnWriteArrayList<>();
    /** Added to the real time by tests that cannot wait. */
    final AtomicLong lead = new AtomicLong();

    final DataPlaneSessions sessions = new DataPlaneSessions(
            PLUGINS,
            heartbeats::add,
            new ConfigurationSource() {
                @Override
                public Optional<ConfigurationPayload> current() {
                    return Optional.ofNullable(configuration.get());
                }

                @Override
                public DeltaHistory history() {
                    return new DeltaHistory();
                }

                @Override
                public Optional<Name> name() {
                    return Optional.empty();
                }
            },
            FORMS,
            MAX_PAYLOAD,
            Clock.systemUTC(),
            () -> System.nanoTime() + lead.get());

    final OutletServer server;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    final AdmittedPeers peers;

    Outlet() {
        this(ClusterCertificate.generate(Duration.ofDays(2)), Optional.empty());
    }

    /** @param given who may connect; whoever holds the outlet's own certificate when empty */
    Outlet(CertificatePair pair, Optional<AdmittedPeers> given) {
        this.pair = pair;
        own = new AtomicReference<>(pair);
        peers = given.orElseGet(
                () -> new AdmittedPeers(new PinnedTrust(() -> own.get().leaf(), Clock.systemUTC()), Clock.systemUTC()));
        server = OutletServer.start(
                List.of(loopback("127.0.0.1")), pair, peers, sessions, Optional.empty(), MAX_PAYLOAD);
        sessions.start(scheduler);
    }

    static Listener loopback(String host) {
        return new Listener(
                host,
                0,
                true,
                false,
                false,
                false,
                false,
                false,
                false,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                host + ":0 ssl");
    }

    InetSocketAddress address() {
        return server.addresses().get(0);
    }

    Probe probe() throws Exception {
        return Probe.connect(address(), Optional.of(pair));
    }

    /** A probe that has upgraded and introduced itself, but read nothing of what follows. */
    Probe introduced(UUID id) throws Exception {
        Probe probe = probe();
        probe.upgrade(id, "3.9.3");
        probe.binary(basicInfo("key-auth", "3.9.3"));
        return probe;
    }

    static String basicInfo(String plugin, String version) {
        return "{\"type\":\"basic_info\",\"plugins\":[{\"name\":\"" + plugin + "\",\"version\":\"" + version
                + "\"}],\"process_conf\":{},\"filters\":{},\"labels\":{\"a\":\"b\"}}";
    }

    /** Makes this the configuration and offers it to all. */
    ConfigurationPayload publish(long revision, String marker, Set<String> plugins) {
        ConfigurationPayload payload = payload(revision, marker, plugins);
        configuration.set(payload);
        sessions.accept(payload);
        return payload;
    }

    static ConfigurationPayload payload(long revision, String marker, Set<String> plugins) {
        ObjectNode table = JsonNodeFactory.instance.objectNode();
        table.put("_format_version", "3.0").put("_transform", false);
        table.putArray("services").addObject().put("name", marker);
        Hashes hashes = ConfigHash.compute(table);
        return new ConfigurationPayload(
                new Name(revision, ConfigHash.EMPTY, hashes.config()),
                plugins,
                Set.of("services"),
                Reconfigure.of(table, hashes, Instant.now()).encode());
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        server.close();
    }
}
