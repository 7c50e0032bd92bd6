package io.gatehouse.cluster.outlet;

import io.gatehouse.cluster.event.ClusterEvents;
import io.gatehouse.cluster.notification.DatabaseNotifications;
import io.gatehouse.cluster.rpc.RpcSessions;
import io.gatehouse.cluster.rpc.SyncSource;
import io.gatehouse.cluster.session.DataPlaneRegistry;
import io.gatehouse.cluster.session.DataPlaneSessions;
import io.gatehouse.cluster.session.Repetition;
import io.gatehouse.cluster.snapshot.ExportedType;
import io.gatehouse.cluster.snapshot.PayloadEncoder;
import io.gatehouse.cluster.snapshot.SnapshotPublisher;
import io.gatehouse.cluster.snapshot.compat.CompatibilityRules;
import io.gatehouse.cluster.snapshot.compat.CompatiblePayloads;
import io.gatehouse.cluster.store.ConfigurationStore;
import io.gatehouse.cluster.trust.AdmittedPeers;
import io.gatehouse.cluster.trust.ClusterTrust;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.PluginDefinition;
import io.gatehouse.model.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the control plane's sides of the hybrid link and of the cluster together when the application starts, and takes it apart in reverse order when it
 * stops. The application does not start when the listener cannot.
 */
@Singleton
@Startup
@DependsOn("DatabaseMigration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ClusterStartup {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterStartup.class);

    private static final Duration CERTIFICATE_CHECK = Duration.ofSeconds(1);
    private static final Duration EXPIRY_CHECK = Duration.ofHours(1);

    @Inject
    private Settings settings;

    @Inject
    private EntityCatalog catalog;

    @Inject
    private ConfigurationStore store;

    @EJB
    private ClusterEvents events;

    @Resource(lookup = "jdbc/gatehouse")
    private DataSource database;

    @Resource
    private ManagedThreadFactory threads;

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private DataPlaneRegistry registry;
    private ClusterTrust trust;
    private OutletServer server;

    @PostConstruct
    void start() {
        try {
            ScheduledExecutorService scheduler = scheduler();
            registry = new DataPlaneRegistry(
                    database, Duration.ofSeconds(settings.integer("cluster_data_plane_purge_delay")), scheduler);
            registry.start();
            started.push(registry::flush);
            SnapshotPublisher publisher = publisher();
            CompatibilityRules rules = CompatibilityRules.of(catalog);
            Optional<RpcSessions> rpc = rpcSessions(rules);
            Optional<SyncSource> sync = rpc.flatMap(this::syncSource);
            DataPlaneSessions sessions = sessions(publisher, rpc, new CompatiblePayloads(rules, scheduler()));
            rpc.ifPresent(link -> link.start(scheduler));
            sessions.start(scheduler);
            publisher.start(sessions);
            started.push(publisher);
            followOthers(publisher, sync, scheduler);
            listen(sessions, rpc, scheduler);
        } catch (RuntimeException failed) {
            stop();
            throw failed;
        }
    }

    private ScheduledExecutorService scheduler() {
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(threads);
        started.push(scheduler::shutdownNow);
        return scheduler;
    }

    private SnapshotPublisher publisher() {
        return new SnapshotPublisher(
                store, ExportedType.of(catalog), new PayloadEncoder(Clock.systemUTC()), updateFrequency(), threads);
    }

    private Optional<RpcSessions> rpcSessions(CompatibilityRules rules) {
        return settings.flag("cluster_rpc")
                ? Optional.of(new RpcSessions(
                        registry, rules, settings.integer("cluster_max_payload"), Clock.systemUTC(), System::nanoTime))
                : Optional.empty();
    }

    private Optional<SyncSource> syncSource(RpcSessions rpc) {
        return settings.flag("cluster_incremental_sync")
                ? Optional.of(rpc.offerSync(store, ExportedType.of(catalog), scheduler()))
                : Optional.empty();
    }

    private DataPlaneSessions sessions(
            SnapshotPublisher publisher, Optional<RpcSessions> rpc, CompatiblePayloads forms) {
        Map<String, Optional<String>> versions = catalog.plugins().stream()
                .collect(Collectors.toMap(PluginDefinition::name, plugin -> Optional.of(plugin.version())));
        return new DataPlaneSessions(
                versions,
                record -> registry.record(rpc.map(link -> link.complete(record)).orElse(record)),
                publisher,
                forms,
                settings.integer("cluster_max_payload"),
                Clock.systemUTC(),
                System::nanoTime);
    }

    /** Changes and commands of other control planes arrive by notification; those that were lost, by asking now and then. */
    private void followOthers(
            SnapshotPublisher publisher, Optional<SyncSource> sync, ScheduledExecutorService scheduler) {
        Repetition.start(scheduler, updateFrequency(), events::poll);
        sync.ifPresent(source -> Repetition.start(scheduler, updateFrequency(), source::changed));
        DatabaseNotifications notifications = new DatabaseNotifications(
                database::getConnection,
                Map.of(
                        DatabaseNotifications.CONFIGURATION,
                        () -> {
                            publisher.changed();
                            sync.ifPresent(SyncSource::changed);
                        },
                        DatabaseNotifications.EVENT,
                        () -> scheduler.execute(events::poll)),
                threads);
        notifications.start();
        started.push(notifications);
    }

    private Duration updateFrequency() {
        return Duration.ofMillis(Math.max(1, Math.round(settings.number("db_update_frequency") * 1000)));
    }

    private void listen(DataPlaneSessions sessions, Optional<RpcSessions> rpc, ScheduledExecutorService scheduler) {
        Clock clock = Clock.systemUTC();
        trust = ClusterTrust.of(settings, clock);
        server = OutletServer.start(
                settings.listeners("cluster_listen"),
                trust.identity(),
                trust.peers(),
                sessions,
                rpc,
                settings.integer("cluster_max_payload"));
        started.push(server);
        Repetition.start(scheduler, CERTIFICATE_CHECK, () -> trust.follow(server::present));
        trust.warn(clock.instant());
        Repetition.start(scheduler, EXPIRY_CHECK, () -> trust.warn(clock.instant()));
    }

    /** Tells whether data planes can connect. */
    public boolean isListening() {
        return server.isOpen();
    }

    /** The registry, for whoever shows it. */
    @Produces
    public DataPlaneRegistry registry() {
        return registry;
    }

    /** The rules of admission, for the other listeners that data planes use. */
    @Produces
    public AdmittedPeers peers() {
        return trust.peers();
    }

    @PreDestroy
    void stop() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception failed) {
                LOG.warn("the cluster listener does not stop in order: {}", failed.toString(), failed);
            }
        }
    }
}
