package io.gatehouse.proxy.overload;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts client connections, and stops accepting at the limit until some have gone: further clients wait in the system's queue instead of
 * taking what those who are here need. Thread-safe.
 */
public final class ConnectionGate {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionGate.class);
    /** Accepting goes on once so many percent are left, so that it does not flutter. */
    private static final int RESUME_PERCENT = 95;

    private final int limit;
    private final int resumeAt;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Consumer<Boolean> accepting = on -> {};

    /** @param limit most connections at a time */
    public ConnectionGate(int limit) {
        this.limit = limit;
        this.resumeAt = (int) Math.min(limit - 1L, (long) limit * RESUME_PERCENT / 100);
    }

    public int limit() {
        return limit;
    }

    /** Says who stops and resumes accepting; called with true and false, from event loops. */
    public void controls(Consumer<Boolean> newAccepting) {
        accepting = newAccepting;
    }

    /** True from the limit on until enough have gone. */
    public boolean isClosed() {
        return closed.get();
    }

    /** A connection was accepted. */
    public void opened() {
        if (open.incrementAndGet() >= limit && closed.compareAndSet(false, true)) {
            LOG.warn(
                    "{} client connections are open, which is the limit; further ones wait (ulimit -n, -Xmx and"
                            + " nginx_events_worker_connections set it)",
                    limit);
            accepting.accept(false);
            // those that left in the meantime must not leave it closed
            reopen();
        }
    }

    /** A connection is gone. */
    public void closed() {
        open.decrementAndGet();
        if (closed.get()) {
            reopen();
        }
    }

    private void reopen() {
        if (open.get() <= resumeAt && closed.compareAndSet(true, false)) {
            LOG.info("{} client connections are open; accepting goes on", open.get());
            accepting.accept(true);
        }
    }
}
