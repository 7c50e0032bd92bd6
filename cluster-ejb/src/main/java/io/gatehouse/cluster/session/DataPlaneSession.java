package io.gatehouse.cluster.session;

import io.gatehouse.cluster.snapshot.ConfigurationPayload;
import io.gatehouse.cluster.snapshot.compat.CompatiblePayload;
import io.gatehouse.cluster.snapshot.compat.DataPlaneKind;
import io.gatehouse.model.link.BasicInfo;
import io.gatehouse.model.link.Compatibility;
import io.gatehouse.model.link.LinkException;
import io.gatehouse.model.link.LinkProtocol;
import io.gatehouse.model.link.PluginVersion;
import io.gatehouse.model.link.SyncStatus;
import io.gatehouse.model.link.delta.Applied;
import io.gatehouse.model.link.delta.DeltaFrames;
import io.gatehouse.model.link.delta.FromDataPlane;
import io.gatehouse.model.link.delta.Refused;
import io.gatehouse.model.link.delta.Resume;
import io.gatehouse.model.product.Product;
import io.gatehouse.model.snapshot.ConfigHash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One data plane on this control plane: takes its frames, decides what it gets, and says what became of it. Two sessions of the same
 * node live side by side.
 *
 * <p>Thread-safe. No method blocks. What arrives ({@link #binary}, {@link #ping}, {@link #unexpected}, {@link #closedByPeer},
 * {@link #ended}) comes from the connection, configurations come from {@link DataPlaneSessions}.
 */
public final class DataPlaneSession implements FrameSession {

    private static final Logger LOG = LoggerFactory.getLogger(DataPlaneSession.class);

    private static final Pattern HASH = Pattern.compile("\\p{Graph}{" + LinkProtocol.HASH_LENGTH + "}");

    /** What the registry can hold as a version. */
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+.*");

    private enum Stage {
        /** Waiting for the introduction. */
        OPENED,
        ESTABLISHED,
        /** Said goodbye, or the connection is gone. */
        OVER
    }

    private final DataPlaneSessions sessions;
    private final DataPlaneNode node;
    private final DataPlaneLink link;

    private Stage stage = Stage.OPENED;
    private long lastPing;
    private Instant lastSeen;
    private String hash = ConfigHash.EMPTY;
    private Map<String, Optional<String>> plugins = Map.of();
    private Map<String, String> labels = Map.of();
    private SyncStatus syncStatus = SyncStatus.UNKNOWN;
    private ConfigurationPayload decidedOn;
    private DataPlaneKind kind;
    private Set<String> warnings = Set.of();
    /** Present when both ends have agreed on deltas. */
    private final Optional<DeltaFeed> feed;

    private Set<String> judgedPlugins;
    private Delivery delivery = Delivery.NONE;

    DataPlaneSession(DataPlaneSessions sessions, DataPlaneNode node, DataPlaneLink link, boolean deltas) {
        this.sessions = sessions;
        this.node = node;
        this.link = link;
        this.feed = deltas
                ? Optional.of(new DeltaFeed(sessions.source(), sessions.maxPayload(), this::canRun))
                : Optional.empty();
        this.lastPing = sessions.ticker().getAsLong();
        this.lastSeen = sessions.clock().instant();
    }

    /** A whole binary frame: the introduction, once; then reports, where deltas are agreed on. */
    @Override
    public void binary(byte[] content) {
        boolean accepted;
        synchronized (this) {
            if (stage == Stage.OVER) {
                return;
            }
            if (stage == Stage.ESTABLISHED) {
                feed.ifPresentOrElse(deltas -> report(deltas, content), () -> unexpected("binary"));
                return;
            }
            accepted = introduce(content);
        }
        if (accepted) {
            sessions.established(this);
        }
    }

    private boolean introduce(byte[] content) {
        BasicInfo info;
        try {
            info = BasicInfo.decode(content);
        } catch (LinkException defect) {
            fail(defect.getMessage());
            return false;
        }
        // of two entries with one name the first counts
        plugins = sessions.pluginSets()
                .shared(info.plugins().stream()
                        .collect(Collectors.toMap(
                                PluginVersion::name, PluginVersion::version, (first, second) -> first)));
        labels = info.labels();
        kind = sessions.forms().rules().kind(node.version(), plugins.keySet());
        Compatibility version = Compatibility.ofVersions(Product.COMPATIBLE_VERSION, node.version());
        if (!version.accepted()) {
            syncStatus = version.status();
            record();
            fail(version.message().orElse("data plane version is incompatible"));
            return false;
        }
        version.message().ifPresent(difference -> LOG.info("{}{}", difference, node.label()));
        stage = Stage.ESTABLISHED;
        lastPing = sessions.ticker().getAsLong();
        LOG.info("data plane connected{}", node.label());
        sessions.differences().log(plugins, LOG, node.label());
        return true;
    }

    private void report(DeltaFeed deltas, byte[] content) {
        try {
            DeltaFrames.decode(content).ifPresent(report -> take(deltas, report));
        } catch (LinkException defect) {
            fail(defect.getMessage());
        }
    }

    private void take(DeltaFeed deltas, FromDataPlane report) {
        if (report instanceof Resume resume) {
            deltas.resume(resume.content());
            follow();
        } else if (report instanceof Applied applied) {
            delivery = delivery.with(applied, sessions.clock().instant());
            record();
        } else if (report instanceof Refused refused) {
            delivery = delivery.with(refused, sessions.clock().instant());
            deltas.refused(refused.content());
            LOG.error("{}{}", Delivery.describe(refused), node.label());
            record();
            follow();
        }
    }

    /** There may be something new for a data plane that takes deltas. */
    synchronized void follow() {
        if (stage == Stage.ESTABLISHED && feed.isPresent()) {
            link.pull(this::nextFrame);
        }
    }

    private synchronized Optional<byte[]> nextFrame() {
        return stage == Stage.ESTABLISHED ? feed.flatMap(DeltaFeed::next) : Optional.empty();
    }

    /** Whether a whole configuration is what this data plane gets next. */
    synchronized boolean wantsPayload() {
        return stage == Stage.ESTABLISHED && feed.map(DeltaFeed::wantsAll).orElse(true);
    }

    /** A ping; its payload is the hash of the configuration that the data plane runs. */
    @Override
    public synchronized void ping(byte[] payload) {
        if (stage == Stage.OVER) {
            return;
        }
        if (stage == Stage.OPENED) {
            fail("failed to receive websocket basic info frame: received a ping frame");
            return;
        }
        String text = new String(payload, StandardCharsets.ISO_8859_1);
        if (!HASH.matcher(text).matches()) {
            fail("received a ping frame from the data plane with an invalid hash: '"
                    + text.replaceAll("[^\\p{Graph}]", "?") + "'");
            return;
        }
        hash = text;
        lastPing = sessions.ticker().getAsLong();
        lastSeen = sessions.clock().instant();
        // noted before it is answered: who has seen the pong finds the heartbeat in the registry
        record();
        link.pong();
    }

    /** Any other frame, or bytes that are none; {@code what} says which. */
    @Override
    public synchronized void unexpected(String what) {
        if (stage == Stage.OPENED) {
            fail("failed to receive websocket basic info frame: " + what);
        } else if (stage == Stage.ESTABLISHED) {
            fail("invalid websocket frame received from data plane: " + what);
        }
    }

    /** The data plane says goodbye; it gets the same in return. */
    @Override
    public synchronized void closedByPeer() {
        if (stage != Stage.OVER) {
            LOG.debug("data plane closes the connection{}", node.label());
            close();
        }
    }

    /** The connection is gone. */
    @Override
    public void ended() {
        synchronized (this) {
            if (stage == Stage.ESTABLISHED) {
                LOG.info("data plane disconnected{}", node.label());
            }
            stage = Stage.OVER;
        }
        sessions.remove(this);
    }

    /** The data plane has not read anything of what it is sent for too long. */
    @Override
    public synchronized void stuck() {
        if (stage != Stage.OVER) {
            fail("the data plane does not read what it is sent");
        }
    }

    @Override
    public synchronized void close() {
        stage = Stage.OVER;
        link.close();
    }

    /** Sends a configuration, unless the data plane has it already or cannot run it. */
    synchronized void offer(ConfigurationPayload payload) {
        if (stage == Stage.ESTABLISHED && feed.isPresent()) {
            feed.get().offer(payload);
            follow();
            return;
        }
        if (stage != Stage.ESTABLISHED || isDecided(payload)) {
            return;
        }
        boolean first = decidedOn == null;
        decidedOn = payload;
        SyncStatus before = syncStatus;
        if (isCompatible(payload.plugins())) {
            sessions.forms().adapt(payload, kind).whenComplete((form, failure) -> push(payload, form, failure));
        }
        // the first decision is told with the first ping
        if (!first && before != syncStatus) {
            record();
        }
    }

    private boolean isCompatible(Set<String> configured) {
        Compatibility compatible = Compatibility.ofPlugins(configured, sessions.plugins(), plugins);
        syncStatus = compatible.status();
        if (!compatible.accepted()) {
            LOG.warn(
                    "unable to send updated configuration to data plane: {}{}",
                    compatible.message().orElse(syncStatus.value()),
                    node.label());
        }
        return compatible.accepted();
    }

    /** The same for deltas, of which few change the set of plugins. */
    private boolean canRun(Set<String> configured) {
        if (!configured.equals(judgedPlugins)) {
            judgedPlugins = configured;
            SyncStatus before = syncStatus;
            isCompatible(configured);
            if (before != SyncStatus.UNKNOWN && before != syncStatus) {
                record();
            }
        }
        return syncStatus == SyncStatus.NORMAL;
    }

    /** Sends the form of a configuration that this data plane knows, unless there is a newer one by now. */
    private synchronized void push(ConfigurationPayload payload, CompatiblePayload form, Throwable failure) {
        if (stage != Stage.ESTABLISHED || decidedOn != payload) {
            return;
        }
        if (failure != null) {
            LOG.error("unable to give the configuration the form that the data plane knows{}", node.label(), failure);
            return;
        }
        if (!form.warnings().equals(warnings)) {
            warnings = form.warnings();
            warnings.forEach(warning -> LOG.warn("{}{}", warning, node.label()));
        }
        link.push(form.payload());
    }

    private boolean isDecided(ConfigurationPayload payload) {
        return decidedOn != null
                && (payload.revision() < decidedOn.revision() || payload.hash().equals(decidedOn.hash()));
    }

    /** Ends a session that has been silent for too long. */
    synchronized void checkLiveness() {
        long silent = sessions.ticker().getAsLong() - lastPing;
        if (stage == Stage.OPENED && silent >= LinkProtocol.INTRODUCTION_TIMEOUT.toNanos()) {
            fail("failed to receive websocket basic info frame: timeout");
        } else if (stage == Stage.ESTABLISHED && silent > LinkProtocol.PATIENCE.toNanos()) {
            fail("did not receive ping frame from data plane within " + LinkProtocol.PATIENCE.toSeconds() + " seconds");
        }
    }

    private void fail(String reason) {
        LOG.error("{}{}", reason, node.label());
        close();
    }

    private void record() {
        Optional<UUID> id = uuid();
        if (id.isEmpty()
                || node.hostname().isEmpty()
                || !VERSION.matcher(node.version()).matches()) {
            LOG.error(
                    "unable to update clustering data plane status: node_id must be a UUID, node_hostname must be given and"
                            + " node_version must look like 3.9.3{}",
                    node.label());
            return;
        }
        sessions.heartbeats()
                .record(new DataPlaneRecord(
                        id.get(),
                        node.hostname().get(),
                        node.ip(),
                        node.version(),
                        hash,
                        syncStatus,
                        labels,
                        node.certificateExpiry(),
                        List.of(),
                        lastSeen,
                        feed.map(deltas -> delivery.toDocument())));
    }

    private Optional<UUID> uuid() {
        try {
            UUID id = UUID.fromString(node.id());
            return id.toString().equalsIgnoreCase(node.id()) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }
}
