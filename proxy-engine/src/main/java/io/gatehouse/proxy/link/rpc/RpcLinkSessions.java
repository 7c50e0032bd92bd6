package io.gatehouse.proxy.link.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.gatehouse.model.link.LinkProtocol;
import io.gatehouse.model.link.rpc.Hello;
import io.gatehouse.model.link.rpc.RpcMethod;
import io.gatehouse.model.link.rpc.RpcPeer;
import io.gatehouse.model.link.rpc.RpcProtocol;
import io.gatehouse.model.link.rpc.RpcTransport;
import io.gatehouse.model.link.rpc.SnappyText;
import io.gatehouse.model.link.rpc.SyncVersion;
import io.gatehouse.proxy.link.LinkAttempt;
import io.gatehouse.proxy.link.LinkRequest;
import io.gatehouse.proxy.link.LinkSessions;
import io.gatehouse.proxy.thread.BackgroundThreads;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions on {@code /v2/outlet}. Frames are unpacked on one thread and configurations applied on another, whichever session
 * brought them.
 */
public final class RpcLinkSessions implements LinkSessions {
    private static final Logger LOG = LoggerFactory.getLogger(RpcLinkSessions.class);
    private static final int APPLY_SECONDS = 30;

    private final Hello hello;
    private final Optional<SyncReceiver> receiver;
    private final int maxPayload;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(BackgroundThreads.named("link-messages"));
    private final ExecutorService applier = Executors.newSingleThreadExecutor(BackgroundThreads.named("configuration"));
    private volatile Optional<SyncLoop> loop = Optional.empty();
    private volatile boolean unavailable;

    /**
     * @param hello without capabilities; they are added here
     * @param receiver takes the configuration; empty when it comes another way
     * @param maxPayload largest frame either side sends, bytes ({@code cluster_max_payload})
     */
    public RpcLinkSessions(Hello hello, Optional<SyncReceiver> receiver, int maxPayload) {
        this.receiver = receiver;
        this.maxPayload = maxPayload;
        this.hello = new Hello(
                hello.nodeId(),
                hello.hostname(),
                hello.version(),
                hello.configuration(),
                receiver.isPresent() ? Set.of(RpcProtocol.SYNC) : Set.of());
    }

    @Override
    public LinkRequest request() {
        return new LinkRequest(
                RpcProtocol.OUTLET_V2, List.of(RpcProtocol.SUBPROTOCOL), EmptyHttpHeaders.INSTANCE, maxPayload);
    }

    @Override
    public ChannelHandler open(LinkAttempt attempt) {
        unavailable = false;
        return new RpcLinkSession(this, attempt);
    }

    /** Whether the last attempt found a control plane that gives no configuration on this link. */
    boolean isUnavailable() {
        return unavailable;
    }

    void becomesUnavailable() {
        unavailable = true;
    }

    RpcPeer peer(RpcTransport transport, Set<String> capabilities) {
        Map<String, RpcMethod> methods =
                receiver.isPresent() ? Map.of(RpcProtocol.NOTIFY_NEW_VERSION, this::newVersion) : Map.of();
        return new RpcPeer(transport, methods, capabilities, (long) maxPayload * LinkProtocol.DECOMPRESSION_FACTOR);
    }

    /** Whether configuration is to come on this link. */
    boolean wantsSync() {
        return receiver.isPresent();
    }

    void greeted(RpcPeer peer) {
        loop = receiver.map(target -> new SyncLoop(peer, target, applier));
    }

    void sync() {
        loop.ifPresent(SyncLoop::run);
    }

    private CompletionStage<SnappyText> newVersion(JsonNode params) {
        LOG.debug("the control plane has version {}", SyncVersion.readNewest(params));
        sync();
        return CompletableFuture.completedStage(SnappyText.of(BooleanNode.TRUE));
    }

    Hello hello() {
        return hello;
    }

    Executor reader() {
        return reader;
    }

    /** Most bytes of frames that wait to be unpacked. */
    long maxQueued() {
        return 2L * maxPayload;
    }

    @Override
    public void close() {
        reader.shutdown();
        applier.shutdown();
        try {
            // what it writes to must not be closed under it
            applier.awaitTermination(APPLY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
