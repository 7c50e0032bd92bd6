package io.gatehouse.cluster.outlet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.entity.EntityService;
import io.gatehouse.cluster.entity.LocalEntityService;
import io.gatehouse.cluster.notification.DatabaseNotifications;
import io.gatehouse.cluster.rpc.RpcSessions;
import io.gatehouse.cluster.rpc.SyncSource;
import io.gatehouse.cluster.session.DataPlaneRegistry;
import io.gatehouse.cluster.session.DataPlaneSessions;
import io.gatehouse.cluster.snapshot.ExportedType;
import io.gatehouse.cluster.snapshot.PayloadEncoder;
import io.gatehouse.cluster.snapshot.SnapshotPublisher;
import io.gatehouse.cluster.snapshot.compat.CompatibilityRules;
import io.gatehouse.cluster.store.ConfigurationStore;
import io.gatehouse.cluster.store.LocalConfigurationStore;
import io.gatehouse.cluster.store.LocalTransactions;
import io.gatehouse.cluster.trust.AdmittedPeers;
import io.gatehouse.cluster.trust.PinnedTrust;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.plugins.bundled.BundledPlugins;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** A whole control plane but for its container and the Admin API: database, store, publisher, sessions, listener. */
final class ControlPlane implements AutoCloseable {

    private final EntityCatalog catalog = EntityCatalog.of(BundledPlugins.definitions());
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledExecutorService syncWorker = Executors.newSingleThreadScheduledExecutor();
    /** Added to the real time of the JSON-RPC link by tests that cannot wait. */
    final AtomicLong lead = new AtomicLong();

    private final LocalTransactions transactions;
    private final EntityService entities;
    private final ConfigurationStore store;
    private final DataPlaneRegistry registry;
    private final SnapshotPublisher publisher;
    private final DatabaseNotifications notifications;
    private final OutletServer server;

    ControlPlane(DataSource database, CertificatePair pair) {
        transactions = new LocalTransactions(database);
        entities = LocalEntityService.on(transactions, catalog);
        registry = new DataPlaneRegistry(database, Duration.ofDays(14), scheduler);
        store = LocalConfigurationStore.on(transactions, catalog);
        RpcSessions rpc = new RpcSessions(
                registry,
                CompatibilityRules.of(catalog),
                Outlet.MAX_PAYLOAD,
                Clock.systemUTC(),
                () -> System.nanoTime() + lead.get());
        SyncSource sync = rpc.offerSync(store, ExportedType.of(catalog), syncWorker);
        rpc.start(scheduler);
        publisher = new SnapshotPublisher(
                store,
                ExportedType.of(catalog),
                new PayloadEncoder(Clock.systemUTC()),
                Duration.ofSeconds(5),
                Thread::new);
        DataPlaneSessions sessions = new DataPlaneSessions(
                plugins(), registry, publisher, Outlet.FORMS, Outlet.MAX_PAYLOAD, Clock.systemUTC(), System::nanoTime);
        sessions.start(scheduler);
        publisher.start(sessions);
        notifications = new DatabaseNotifications(
                database::getConnection,
                Map.of(DatabaseNotifications.CONFIGURATION, () -> {
                    publisher.changed();
                    sync.changed();
                }),
                Thread::new);
        notifications.start();
        server = OutletServer.start(
                List.of(Outlet.loopback("127.0.0.1")),
                pair,
                new AdmittedPeers(new PinnedTrust(pair::leaf, Clock.systemUTC()), Clock.systemUTC()),
                sessions,
                Optional.of(rpc),
                Outlet.MAX_PAYLOAD);
    }

    private Map<String, Optional<String>> plugins() {
        return catalog.plugins().stream()
                .collect(Collectors.toMap(plugin -> plugin.name(), plugin -> Optional.of(plugin.version())));
    }

    InetSocketAddress address() {
        return server.addresses().get(0);
    }

    DataPlaneRegistry registry() {
        return registry;
    }

    /** An introduction with all plugins of this control plane. */
    String basicInfo() {
        return plugins().entrySet().stream()
                .map(plugin -> "{\"name\":\"" + plugin.getKey() + "\",\"version\":\""
                        + plugin.getValue().orElseThrow() + "\"}")
                .collect(Collectors.joining(",", "{\"type\":\"basic_info\",\"plugins\":[", "]}"));
    }

    ObjectNode create(String type, ObjectNode document) {
        return entities.create(catalog.type(type).orElseThrow(), document, Optional.empty());
    }

    void update(String type, String id, ObjectNode patch) {
        entities.update(
                catalog.type(type).orElseThrow(),
                EntityKey.parse(catalog.type(type).orElseThrow(), id),
                patch,
                Optional.empty());
    }

    /** Of the newest change in the database. */
    long revision() {
        return store.revision();
    }

    void delete(String type, String name) {
        entities.delete(
                catalog.type(type).orElseThrow(),
                EntityKey.parse(catalog.type(type).orElseThrow(), name),
                Optional.empty());
    }

    @Override
    public void close() {
        server.close();
        notifications.close();
        publisher.close();
        syncWorker.shutdownNow();
        scheduler.shutdownNow();
        transactions.close();
    }
}
