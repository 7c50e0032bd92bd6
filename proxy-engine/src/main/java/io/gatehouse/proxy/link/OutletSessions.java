package io.gatehouse.proxy.link;

import io.gatehouse.model.link.LinkProtocol;
import io.gatehouse.model.link.delta.DeltaProtocol;
import io.gatehouse.proxy.thread.BackgroundThreads;
import io.netty.channel.ChannelHandler;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Sessions on {@code /v1/outlet}. Configurations are applied on one thread, whichever session brought them. */
public final class OutletSessions implements LinkSessions {
    private static final int APPLY_SECONDS = 30;

    private final LinkIdentity identity;
    private final Supplier<byte[]> basicInfo;
    private final PushReceiver pushes;
    private final DeltaReceiver deltas;
    private final ExecutorService applier = Executors.newSingleThreadExecutor(BackgroundThreads.named("configuration"));

    /**
     * @param basicInfo the first frame of a session, JSON
     * @param pushes serves sessions with control planes of other makes
     * @param deltas serves sessions with those that agree to deltas
     */
    public OutletSessions(
            LinkIdentity identity, Supplier<byte[]> basicInfo, PushReceiver pushes, DeltaReceiver deltas) {
        this.identity = identity;
        this.basicInfo = basicInfo;
        this.pushes = pushes;
        this.deltas = deltas;
    }

    @Override
    public LinkRequest request() {
        return identity.request(LinkProtocol.OUTLET_V1, DeltaProtocol.OFFER);
    }

    @Override
    public ChannelHandler open(LinkAttempt attempt) {
        return new LinkSession(basicInfo, pushes, deltas, applier, attempt);
    }

    @Override
    public void close() {
        applier.shutdown();
        try {
            // what it writes to must not be closed under it
            applier.awaitTermination(APPLY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
