package io.gatehouse.proxy.metrics;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many series there may be, and what was not counted for that reason. Thread-safe. */
final class SeriesLimit {
    private static final Logger LOG = LoggerFactory.getLogger(SeriesLimit.class);

    private final int most;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicLong lost = new AtomicLong();

    SeriesLimit(int most) {
        this.most = most;
    }

    /** Whether there may be one more. Two threads that make the same one at once may take two. */
    boolean take() {
        if (taken.get() >= most) {
            return false;
        }
        if (taken.incrementAndGet() == most) {
            LOG.warn(
                    "there are {} series of metrics, and there will be no more; have fewer labels: switch per_consumer or"
                            + " metrics that nobody reads off, or enable prometheus for the routes that matter",
                    most);
        }
        return true;
    }

    /** Something was not counted. */
    void lose() {
        lost.incrementAndGet();
    }

    /** How often something was not counted. */
    long lost() {
        return lost.get();
    }
}
