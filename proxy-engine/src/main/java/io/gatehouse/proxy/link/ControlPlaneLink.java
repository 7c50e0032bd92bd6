package io.gatehouse.proxy.link;

import io.gatehouse.model.link.LinkProtocol;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a session with the control plane, for ever: whatever ends one, the next attempt follows after 5 to 10 seconds.
 * The time is random so that many data planes do not come back at once. Thread-safe.
 */
public final class ControlPlaneLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlPlaneLink.class);

    private final LinkAddress address;
    private final Function<LinkAddress, LinkTls> tls;
    private final LinkSessions sessions;
    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("link", true), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final LinkDialer dialer = new LinkDialer(loop);

    private volatile boolean closed;
    private volatile boolean connected;
    private volatile LinkAttempt current;

    /**
     * @param tls asked before each attempt, so that new certificate files are used by the next one
     * @param sessions closed with the link
     */
    public ControlPlaneLink(LinkAddress address, Function<LinkAddress, LinkTls> tls, LinkSessions sessions) {
        this.address = address;
        this.tls = tls;
        this.sessions = sessions;
    }

    /** Makes the first attempt at once; returns immediately. */
    public void start() {
        loop.execute(this::dial);
    }

    /** True while a session is established. */
    public boolean isConnected() {
        return connected;
    }

    private void dial() {
        if (closed) {
            return;
        }
        LinkTls material;
        try {
            material = tls.apply(address);
        } catch (RuntimeException unreadable) {
            retry("cannot use the cluster certificate: " + unreadable.getMessage());
            return;
        }
        LinkAttempt attempt = new LinkAttempt(() -> connected = true, this::onEnd);
        current = attempt;
        dialer.dial(address, material, sessions.request(), sessions.open(attempt), attempt);
    }

    private void onEnd(LinkAttempt attempt) {
        connected = false;
        if (closed) {
            return;
        }
        if (attempt.isClean()) {
            LOG.info("connection to control plane closed [{}]", address);
            schedule(delay());
        } else {
            retry(attempt.reason());
        }
    }

    private void retry(String reason) {
        long seconds = delay();
        LOG.warn(
                "connection to control plane wss://{}{} broken: {} (retrying after {} seconds) [{}]",
                address,
                sessions.request().path(),
                reason,
                seconds,
                address);
        schedule(seconds);
    }

    private static long delay() {
        return ThreadLocalRandom.current()
                .nextLong(
                        LinkProtocol.RECONNECT_AFTER_AT_LEAST.toSeconds(),
                        LinkProtocol.RECONNECT_AFTER_AT_MOST.toSeconds() + 1);
    }

    private void schedule(long seconds) {
        if (!loop.isShuttingDown()) {
            loop.schedule(this::dial, seconds, TimeUnit.SECONDS);
        }
    }

    /** Ends the session and tries no more. A push that is being applied is finished first. */
    @Override
    public void close() {
        closed = true;
        LinkAttempt last = current;
        if (last != null) {
            last.hangUp();
        }
        sessions.close();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
