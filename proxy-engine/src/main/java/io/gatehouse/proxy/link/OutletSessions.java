package io.gatehouse.proxy.link;

import io.gatehouse.model.link.LinkProtocol;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Sessions on {@code /v1/outlet}. Configurations are applied on one thread, whichever session brought them. */
public final class OutletSessions implements LinkSessions {
    private static final int APPLY_SECONDS = 30;

    private final LinkIdentity identity;
    private final Supplier<byte[]> basicInfo;
    private final PushReceiver receiver;
    private final ExecutorService applier =
            Executors.newSingleThreadExecutor(new DefaultThreadFactory("configuration", true));

    /** @param basicInfo the first frame of a session, JSON */
    public OutletSessions(LinkIdentity identity, Supplier<byte[]> basicInfo, PushReceiver receiver) {
        this.identity = identity;
        this.basicInfo = basicInfo;
        this.receiver = receiver;
    }

    @Override
    public LinkRequest request() {
        return identity.request(LinkProtocol.OUTLET_V1, List.of());
    }

    @Override
    public ChannelHandler open(LinkAttempt attempt) {
        return new LinkSession(basicInfo, receiver, applier, attempt);
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
