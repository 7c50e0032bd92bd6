package io.gatehouse.proxy.link;

import io.gatehouse.model.link.LinkProtocol;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a session with a control plane, for ever: whatever ends one, another control plane is dialled within 2 seconds,
 * and when all were tried, the next round begins after 5 to 10 seconds. The times are random so that many data planes
 * do not come back at once. A session that works is kept, also when an earlier one of the list could be reached again.
 * Thread-safe.
 */
public final class ControlPlaneLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlPlaneLink.class);

    /** So long a data plane waits at most before it tries another control plane. */
    private static final Duration FAILOVER_AFTER_AT_MOST = Duration.ofSeconds(2);
    /** A session that lived so long was a good one. */
    private static final Duration LASTING = LinkProtocol.RECONNECT_AFTER_AT_MOST;

    private final ControlPlaneOrder order;
    private final Function<LinkAddress, LinkTls> tls;
    private final LinkSessions sessions;
    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("link", true), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final LinkDialer dialer;

    private long establishedAt;
    private volatile boolean closed;
    private volatile boolean connected;
    private volatile LinkAttempt current;
    private boolean renewing;

    /**
     * @param tls asked before each attempt, so that new certificate files are used by the next one
     * @param proxy likewise; empty to connect directly
     * @param sessions closed with the link
     */
    public ControlPlaneLink(
            ControlPlaneOrder order,
            Function<LinkAddress, LinkTls> tls,
            Supplier<Optional<ForwardProxy>> proxy,
            LinkSessions sessions) {
        this.order = order;
        this.tls = tls;
        this.sessions = sessions;
        dialer = new LinkDialer(loop, proxy);
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
        dialAt(order.next());
    }

    private void dialAt(LinkAddress address) {
        LinkTls material;
        try {
            material = tls.apply(address);
        } catch (RuntimeException unreadable) {
            retry(address, "cannot use the cluster certificate: " + unreadable.getMessage());
            return;
        }
        LinkAttempt attempt = new LinkAttempt(this::onEstablished, ended -> onEnd(address, ended));
        current = attempt;
        dialer.dial(address, material, sessions.request(), sessions.open(attempt), attempt);
    }

    /**
     * Ends a running session in order and dials anew at once, because what this node shows or trusts has changed. Without a session
     * the next attempt comes when it is due.
     */
    public void renew() {
        loop.execute(() -> {
            if (connected && !closed) {
                LOG.info("the session with the control plane is renewed, as certificates were replaced");
                renewing = true;
                current.hangUp();
            }
        });
    }

    private void onEstablished() {
        connected = true;
        establishedAt = System.nanoTime();
    }

    private void onEnd(LinkAddress address, LinkAttempt attempt) {
        if (renewing) {
            renewing = false;
            connected = false;
            if (!closed) {
                dialAt(address);
            }
            return;
        }
        // a control plane that lets a node in only to throw it out counts as one that does not answer
        if (connected && System.nanoTime() - establishedAt > LASTING.toNanos()) {
            order.lost(address);
        }
        connected = false;
        if (closed) {
            return;
        }
        if (attempt.isClean()) {
            LOG.info("connection to control plane closed [{}]", address);
            schedule(delayAfter(address));
        } else {
            retry(address, attempt.reason());
        }
    }

    private void retry(LinkAddress address, String reason) {
        Duration delay = delayAfter(address);
        LOG.warn(
                "connection to control plane wss://{}{} broken: {} ({} after {} seconds) [{}]",
                address,
                sessions.request().path(),
                reason,
                order.alternativeTo(address).map(other -> "trying " + other).orElse("retrying"),
                delay.toSeconds(),
                address);
        schedule(delay);
    }

    /** Another control plane is tried soon; the same ones again after the time that all data planes wait. */
    private Duration delayAfter(LinkAddress address) {
        return order.alternativeTo(address).isPresent()
                ? between(Duration.ZERO, FAILOVER_AFTER_AT_MOST)
                : between(LinkProtocol.RECONNECT_AFTER_AT_LEAST, LinkProtocol.RECONNECT_AFTER_AT_MOST);
    }

    private static Duration between(Duration least, Duration most) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(least.toMillis(), most.toMillis() + 1));
    }

    private void schedule(Duration delay) {
        if (!loop.isShuttingDown()) {
            loop.schedule(this::dial, delay.toMillis(), TimeUnit.MILLISECONDS);
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
