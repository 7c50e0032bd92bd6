package io.gatehouse.cluster.rpc;

import io.gatehouse.cluster.session.DataPlaneRecord;
import io.gatehouse.cluster.session.HeartbeatLog;
import io.gatehouse.cluster.session.Repetition;
import io.gatehouse.cluster.snapshot.ExportedType;
import io.gatehouse.cluster.snapshot.compat.CompatibilityRules;
import io.gatehouse.cluster.snapshot.compat.DataPlaneKind;
import io.gatehouse.cluster.store.ConfigurationStore;
import io.gatehouse.model.link.rpc.Hello;
import io.gatehouse.model.link.rpc.RpcProtocol;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * The data planes on the JSON-RPC link of this control plane. Every control plane tells its own data planes of new versions;
 * it learns of them from the database, whichever control plane made them.
 *
 * <p>Thread-safe, and nothing blocks.
 */
public final class RpcSessions {
    /** Most bytes of a frame from a data plane, and most that it may unpack to: they ask, they do not deliver. */
    public static final int MAX_FRAME = 1 << 20;

    static final long MAX_UNPACKED = 4L * MAX_FRAME;

    private static final int FRAME_OVERHEAD = 1024;
    private static final Duration LIVENESS_CHECK = Duration.ofMillis(500);

    private final HeartbeatLog heartbeats;
    private final CompatibilityRules rules;
    private final int maxPayload;
    private final Clock clock;
    private final LongSupplier ticker;
    private final Set<RpcSession> open = ConcurrentHashMap.newKeySet();
    private final Map<String, RpcSession> byNode = new ConcurrentHashMap<>();
    private Optional<SyncSource> sync = Optional.empty();

    /**
     * @param maxPayload largest frame that data planes take, bytes ({@code cluster_max_payload})
     * @param clock for what the registry shows
     * @param ticker monotonic nanoseconds, for time-outs
     */
    public RpcSessions(
            HeartbeatLog heartbeats, CompatibilityRules rules, int maxPayload, Clock clock, LongSupplier ticker) {
        this.heartbeats = heartbeats;
        this.rules = rules;
        this.maxPayload = maxPayload;
        this.clock = clock;
        this.ticker = ticker;
    }

    /**
     * Offers the configuration by differences; to be called before the first session.
     *
     * @param types what data planes receive, parents before those that refer to them
     * @param worker has one thread, on which the database is read
     * @return to be told when the configuration may have changed
     */
    public SyncSource offerSync(ConfigurationStore store, List<ExportedType> types, ScheduledExecutorService worker) {
        SyncSource source = new SyncSource(
                new SyncReader(store, types), rules, worker, version -> open.forEach(session -> session.tell(version)));
        sync = Optional.of(source);
        return source;
    }

    /** Begins to watch for sessions that fell silent. */
    public void start(ScheduledExecutorService scheduler) {
        Repetition.start(scheduler, LIVENESS_CHECK, this::checkLiveness);
    }

    /**
     * A data plane has completed the opening handshake.
     *
     * @param ip its address
     * @param certificateExpiry notAfter of the certificate it presented
     */
    public RpcSession open(String ip, Optional<Instant> certificateExpiry, RpcLink link) {
        RpcSession session = new RpcSession(this, ip, certificateExpiry, link);
        open.add(session);
        return session;
    }

    /** The same record with what the data plane can do on this link, if it is connected to it. */
    public DataPlaneRecord complete(DataPlaneRecord record) {
        RpcSession session = byNode.get(record.id().toString());
        return session == null ? record : record.withRpcCapabilities(session.capabilities());
    }

    void greeted(RpcSession session, String nodeId) {
        byNode.put(nodeId, session);
    }

    void checkLiveness() {
        open.forEach(RpcSession::checkLiveness);
    }

    /** Says goodbye to all. */
    public void closeAll() {
        open.forEach(RpcSession::close);
    }

    void remove(RpcSession session, String nodeId) {
        open.remove(session);
        byNode.remove(nodeId, session);
    }

    /** What this control plane can do. */
    List<String> capabilities() {
        return sync.isPresent() ? List.of(RpcProtocol.SYNC) : List.of();
    }

    /** A data plane that does not tell its plugins is taken for one with all of them. */
    DataPlaneKind kind(Hello hello) {
        return rules.kind(hello.version(), hello.plugins().orElseGet(rules::owners));
    }

    /** Whether data planes can take a form in one frame, with the few bytes around it. */
    boolean fits(SyncForm form) {
        return form.text().size() < maxPayload - FRAME_OVERHEAD;
    }

    Optional<SyncSource> sync() {
        return sync;
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
