package io.gatehouse.proxy.link;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every second whether the certificates of the link have been replaced, and every hour whether one is about to expire. */
public final class TrustWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrustWatch.class);

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("link-trust", true));

    private TrustWatch() {}

    /** @param changed called on the watch's own thread after a change; must not take long */
    public static TrustWatch start(LinkTrust trust, Runnable changed) {
        TrustWatch watch = new TrustWatch();
        watch.timer.scheduleWithFixedDelay(() -> look(trust, changed), 1, 1, TimeUnit.SECONDS);
        watch.timer.scheduleWithFixedDelay(trust::warn, 0, 1, TimeUnit.HOURS);
        return watch;
    }

    private static void look(LinkTrust trust, Runnable changed) {
        try {
            if (trust.refresh()) {
                changed.run();
            }
        } catch (RuntimeException defect) {
            // a timer drops a task that throws
            LOG.error("the certificates of the link could not be looked at", defect);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
