package io.gatehouse.cluster.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.cluster.session.DataPlaneNode;
import io.gatehouse.cluster.session.DataPlaneRecord;
import io.gatehouse.cluster.session.FrameSession;
import io.gatehouse.cluster.snapshot.compat.DataPlaneKind;
import io.gatehouse.model.link.Compatibility;
import io.gatehouse.model.link.LinkException;
import io.gatehouse.model.link.LinkProtocol;
import io.gatehouse.model.link.SyncStatus;
import io.gatehouse.model.link.rpc.Hello;
import io.gatehouse.model.link.rpc.RpcError;
import io.gatehouse.model.link.rpc.RpcPeer;
import io.gatehouse.model.link.rpc.RpcProtocol;
import io.gatehouse.model.link.rpc.SnappyText;
import io.gatehouse.model.link.rpc.SyncVersion;
import io.gatehouse.model.product.Product;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One data plane on the JSON-RPC link of this control plane: its hello, then calls in both directions.
 *
 * <p>Thread-safe, no method blocks. What arrives comes from the connection, new versions from {@link RpcSessions}.
 */
public final class RpcSession implements FrameSession {
    private static final Logger LOG = LoggerFactory.getLogger(RpcSession.class);

    private enum Stage {
        OPENED,
        ESTABLISHED,
        OVER
    }

    private final RpcSessions sessions;
    private final String ip;
    private final Optional<Instant> certificateExpiry;
    private final RpcLink link;

    private Stage stage = Stage.OPENED;
    private long lastHeard;
    private long lastPing;
    private DataPlaneNode node;
    private Hello hello;
    private DataPlaneKind kind;
    private RpcPeer peer;
    private SyncStatus syncStatus = SyncStatus.UNKNOWN;
    private Set<String> warnings = Set.of();
    private boolean telling;
    private long toTell;

    RpcSession(RpcSessions sessions, String ip, Optional<Instant> certificateExpiry, RpcLink link) {
        this.sessions = sessions;
        this.ip = ip;
        this.certificateExpiry = certificateExpiry;
        this.link = link;
        this.node = new DataPlaneNode("unknown", Optional.empty(), "unknown", ip, certificateExpiry);
        this.lastHeard = sessions.ticker().getAsLong();
    }

    /** A whole binary frame: the hello, then packed messages. */
    @Override
    public void binary(byte[] content) {
        RpcPeer established;
        synchronized (this) {
            lastHeard = sessions.ticker().getAsLong();
            if (stage == Stage.OVER) {
                return;
            }
            if (stage == Stage.OPENED) {
                greet(content);
                return;
            }
            established = peer;
        }
        try {
            established.receive(content);
        } catch (LinkException defect) {
            fail("message from data plane: " + defect.getMessage());
        }
    }

    private void greet(byte[] content) {
        try {
            hello = Hello.decode(content);
        } catch (LinkException defect) {
            fail("failed to receive the hello of a data plane: " + defect.getMessage());
            return;
        }
        node = new DataPlaneNode(hello.nodeId(), hello.hostname(), hello.version(), ip, certificateExpiry);
        Compatibility version = Compatibility.ofVersions(Product.COMPATIBLE_VERSION, node.version());
        if (!version.accepted()) {
            syncStatus = version.status();
            record(0);
            fail(version.message().orElse("data plane version is incompatible"));
            return;
        }
        version.message().ifPresent(difference -> LOG.info("{}{}", difference, node.label()));
        kind = sessions.kind(hello);
        peer = new RpcPeer(
                link,
                sessions.sync().isPresent() ? Map.of(RpcProtocol.GET_DELTA, this::getDelta) : Map.of(),
                hello.capabilities(),
                RpcSessions.MAX_UNPACKED);
        stage = Stage.ESTABLISHED;
        sessions.greeted(this, node.id());
        link.send(List.of(Hello.encodeAnswer(sessions.capabilities())));
        LOG.info("data plane connected to the JSON-RPC link, it can do {}{}", hello.capabilities(), node.label());
    }

    private CompletionStage<SnappyText> getDelta(JsonNode params) {
        long version = SyncVersion.readCurrent(params);
        synchronized (this) {
            if (syncStatus == SyncStatus.UNKNOWN) {
                syncStatus = SyncStatus.NORMAL;
            }
            record(version);
        }
        return sessions.sync().orElseThrow().since(version, kind).thenApply(form -> take(version, form));
    }

    /** Gives the form out, unless the data plane cannot run it. */
    private synchronized SnappyText take(long version, SyncForm form) {
        Set<String> missing = new TreeSet<>(form.plugins());
        hello.plugins().ifPresentOrElse(missing::removeAll, missing::clear);
        SyncStatus before = syncStatus;
        syncStatus = missing.isEmpty() ? SyncStatus.NORMAL : SyncStatus.PLUGIN_SET_INCOMPATIBLE;
        if (before != syncStatus) {
            record(version);
        }
        if (!missing.isEmpty()) {
            String reason = "configured plugins " + missing + " are missing from data plane";
            LOG.warn("unable to send updated configuration to data plane: {}{}", reason, node.label());
            throw new RpcError(RpcError.SERVER_ERROR, reason);
        }
        if (!sessions.fits(form)) {
            String reason = "the configuration takes " + form.text().size() + " bytes, more than cluster_max_payload;"
                    + " raise it on the control plane and on all data planes";
            LOG.error("{}{}", reason, node.label());
            throw new RpcError(RpcError.SERVER_ERROR, reason);
        }
        if (!warnings.containsAll(form.warnings())) {
            warnings = form.warnings();
            warnings.forEach(warning -> LOG.warn("{}{}", warning, node.label()));
        }
        return form.text();
    }

    /** Tells of a new version; while an answer to that is awaited, only the newest is remembered. */
    void tell(long version) {
        synchronized (this) {
            if (stage != Stage.ESTABLISHED || !peer.offers(RpcProtocol.SYNC)) {
                return;
            }
            toTell = version;
            if (telling) {
                return;
            }
            telling = true;
        }
        peer.call(RpcProtocol.NOTIFY_NEW_VERSION, SyncVersion.newest(version))
                .whenComplete((answer, failure) -> told(version, failure));
    }

    private void told(long version, Throwable failure) {
        long next;
        synchronized (this) {
            telling = false;
            next = toTell;
            if (failure != null && stage == Stage.ESTABLISHED) {
                LOG.warn(
                        "data plane does not answer that there is version {}: {}{}",
                        version,
                        failure.toString(),
                        node.label());
                return;
            }
        }
        if (next != version) {
            tell(next);
        }
    }

    /** A ping, which is answered. */
    @Override
    public synchronized void ping(byte[] payload) {
        lastHeard = sessions.ticker().getAsLong();
        if (stage != Stage.OVER) {
            link.pong(payload);
        }
    }

    /** A sign of life. */
    @Override
    public synchronized void pong() {
        lastHeard = sessions.ticker().getAsLong();
    }

    /** Any other frame, or bytes that are none; {@code what} says which. */
    @Override
    public synchronized void unexpected(String what) {
        if (stage != Stage.OVER) {
            fail("invalid websocket frame received from data plane: " + what);
        }
    }

    /** The data plane has not read anything of what it is sent for too long. */
    @Override
    public synchronized void stuck() {
        if (stage != Stage.OVER) {
            fail("the data plane does not read what it is sent");
        }
    }

    /** The data plane says goodbye; it gets the same in return. */
    @Override
    public synchronized void closedByPeer() {
        if (stage != Stage.OVER) {
            close();
        }
    }

    /** The connection is gone. */
    @Override
    public void ended() {
        synchronized (this) {
            if (stage == Stage.ESTABLISHED) {
                LOG.info("data plane disconnected from the JSON-RPC link{}", node.label());
            }
            end();
        }
        sessions.remove(this, node.id());
    }

    /** Ends the session in order. */
    @Override
    public synchronized void close() {
        end();
        link.close();
    }

    private void end() {
        stage = Stage.OVER;
        if (peer != null) {
            peer.close();
        }
    }

    private synchronized void fail(String reason) {
        LOG.error("{}{}", reason, node.label());
        close();
    }

    /** Asks a silent data plane for a sign of life, and gives one up that has been silent for too long. */
    synchronized void checkLiveness() {
        long now = sessions.ticker().getAsLong();
        long silent = now - lastHeard;
        if (stage == Stage.OPENED && silent >= RpcProtocol.CALL_TIMEOUT.toNanos()) {
            fail("failed to receive the hello of a data plane: timeout");
        } else if (stage == Stage.ESTABLISHED && silent > LinkProtocol.PATIENCE.toNanos()) {
            fail("did not hear from data plane for " + LinkProtocol.PATIENCE.toSeconds() + " seconds");
        } else if (stage == Stage.ESTABLISHED
                && silent > RpcProtocol.PING_AFTER.toNanos()
                && now - lastPing > RpcProtocol.PING_AFTER.toNanos()) {
            lastPing = now;
            link.ping();
        }
    }

    /** What this data plane can do. */
    List<String> capabilities() {
        return List.copyOf(new TreeSet<>(hello.capabilities()));
    }

    private void record(long version) {
        try {
            sessions.heartbeats()
                    .record(new DataPlaneRecord(
                            UUID.fromString(node.id()),
                            node.hostname().orElse(node.id()),
                            node.ip(),
                            node.version(),
                            SyncVersion.asHash(version),
                            syncStatus,
                            Map.of(),
                            node.certificateExpiry(),
                            capabilities(),
                            sessions.clock().instant(),
                            Optional.empty()));
        } catch (IllegalArgumentException noUuid) {
            LOG.error("unable to update clustering data plane status: kong_node_id must be a UUID{}", node.label());
        }
    }
}
