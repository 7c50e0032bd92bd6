package io.gatehouse.cluster.session;

import io.gatehouse.cluster.snapshot.ConfigurationPayload;
import io.gatehouse.cluster.snapshot.ConfigurationSource;
import io.gatehouse.cluster.snapshot.DeltaHistory;
import io.gatehouse.cluster.snapshot.SnapshotPublisher;
import io.gatehouse.cluster.snapshot.compat.CompatiblePayloads;
import io.gatehouse.model.link.delta.Name;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data planes that are connected to this control plane.
 *
 * <p>Thread-safe, and nothing blocks: a session is an object, sends are asynchronous.
 */
public final class DataPlaneSessions implements SnapshotPublisher.Audience {

    private static final Logger LOG = LoggerFactory.getLogger(DataPlaneSessions.class);

    private static final Duration LIVENESS_CHECK = Duration.ofMillis(250);

    private final Map<String, Optional<String>> plugins;
    private final PluginDifferences differences;
    private final HeartbeatLog heartbeats;
    private final ConfigurationSource source;
    private final CompatiblePayloads forms;
    private final int maxPayload;
    private final Clock clock;
    private final LongSupplier ticker;
    private final PluginSets pluginSets = new PluginSets();
    private final Set<DataPlaneSession> open = ConcurrentHashMap.newKeySet();
    private final Set<DataPlaneSession> established = ConcurrentHashMap.newKeySet();
    private volatile long tooLargeRevision = -1;

    /**
     * @param plugins versions of this control plane's plugins by name
     * @param source where a new data plane gets its configuration; what is not there yet comes through {@link #accept} and
     *     {@link #changed} later
     * @param forms what older data planes get instead
     * @param maxPayload largest message that may be sent, bytes ({@code cluster_max_payload})
     * @param clock for what the registry shows
     * @param ticker monotonic nanoseconds, for time-outs
     */
    public DataPlaneSessions(
            Map<String, Optional<String>> plugins,
            HeartbeatLog heartbeats,
            ConfigurationSource source,
            CompatiblePayloads forms,
            int maxPayload,
            Clock clock,
            LongSupplier ticker) {
        this.plugins = Map.copyOf(plugins);
        this.differences = new PluginDifferences(plugins);
        this.heartbeats = heartbeats;
        this.source = source;
        this.forms = forms;
        this.maxPayload = maxPayload;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** Begins to watch for sessions that fell silent. */
    public void start(ScheduledExecutorService scheduler) {
        Repetition.start(scheduler, LIVENESS_CHECK, this::checkLiveness);
    }

    /**
     * A data plane has completed the opening handshake.
     *
     * @param deltas whether both ends have agreed on deltas
     */
    public DataPlaneSession open(DataPlaneNode node, DataPlaneLink link, boolean deltas) {
        DataPlaneSession session = new DataPlaneSession(this, node, link, deltas);
        open.add(session);
        return session;
    }

    /** Number of connected data planes, those that have not introduced themselves yet not counted. */
    public int count() {
        return established.size();
    }

    @Override
    public boolean isPresent() {
        return !established.isEmpty();
    }

    @Override
    public boolean wantsPayload() {
        return established.stream().anyMatch(DataPlaneSession::wantsPayload);
    }

    @Override
    public void changed() {
        established.forEach(DataPlaneSession::follow);
    }

    @Override
    public void named() {
        established.forEach(DataPlaneSession::follow);
    }

    /** Offers a configuration to every data plane that gets no deltas, or cannot get one. */
    @Override
    public void accept(ConfigurationPayload payload) {
        if (fits(payload)) {
            established.forEach(session -> session.offer(payload));
        }
    }

    private boolean fits(ConfigurationPayload payload) {
        if (payload.bytes().length <= maxPayload) {
            return true;
        }
        if (tooLargeRevision != payload.revision()) {
            tooLargeRevision = payload.revision();
            LOG.error(
                    "the configuration is not sent to data planes: it takes {} bytes and cluster_max_payload is {};"
                            + " raise cluster_max_payload on the control plane and on all data planes",
                    payload.bytes().length,
                    maxPayload);
        }
        return false;
    }

    void established(DataPlaneSession session) {
        // first listed, then offered: a configuration that appears in between comes through one of the two ways
        established.add(session);
        if (session.wantsPayload()) {
            source.current().filter(this::fits).ifPresent(session::offer);
        }
    }

    void remove(DataPlaneSession session) {
        open.remove(session);
        established.remove(session);
    }

    /** Ends what has been silent for too long; called a few times a second. */
    void checkLiveness() {
        open.forEach(DataPlaneSession::checkLiveness);
    }

    /** Says goodbye to all. */
    public void closeAll() {
        open.forEach(DataPlaneSession::close);
    }

    Map<String, Optional<String>> plugins() {
        return plugins;
    }

    /** The source of configurations for sessions with deltas: those that are too large to be sent do not exist. */
    ConfigurationSource source() {
        return new ConfigurationSource() {
            @Override
            public Optional<ConfigurationPayload> current() {
                return source.current().filter(DataPlaneSessions.this::fits);
            }

            @Override
            public DeltaHistory history() {
                return source.history();
            }

            @Override
            public Optional<Name> name() {
                return source.name();
            }
        };
    }

    int maxPayload() {
        return maxPayload;
    }

    PluginSets pluginSets() {
        return pluginSets;
    }

    PluginDifferences differences() {
        return differences;
    }

    CompatiblePayloads forms() {
        return forms;
    }

    HeartbeatLog heartbeats() {
        return heartbeats;
    }

    Clock clock() {
        return clock;
    }

    LongSupplier ticker() {
        return ticker;
    }
}
