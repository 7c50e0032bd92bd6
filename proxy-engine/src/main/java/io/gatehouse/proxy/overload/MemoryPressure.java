package io.gatehouse.proxy.overload;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the memory for bytes in flight is nearly used up. While it is, new requests are better refused than begun: those under way need
 * what is left to end. {@link #isHigh()} is one volatile read; {@link #look} belongs to one thread.
 */
public final class MemoryPressure {
    /** What an answer that refuses says; the node may be well again a second later. */
    public static final String RETRY_AFTER_SECONDS = "1";

    private static final Logger LOG = LoggerFactory.getLogger(MemoryPressure.class);
    private static final int HIGH_PERCENT = 85;
    private static final int LOW_PERCENT = 70;

    private final LongSupplier used;
    private final long highBytes;
    private final long lowBytes;
    private volatile boolean high;

    /**
     * @param used bytes in use now
     * @param most bytes that there are
     */
    public MemoryPressure(LongSupplier used, long most) {
        this.used = used;
        this.highBytes = most / 100 * HIGH_PERCENT;
        this.lowBytes = most / 100 * LOW_PERCENT;
    }

    /** True while new requests should be refused. */
    public boolean isHigh() {
        return high;
    }

    /** Looks at the memory; called some times a second. */
    public void look() {
        long now = used.getAsLong();
        if (!high && now >= highBytes) {
            high = true;
            LOG.warn(
                    "{} MB of network memory are in use, {} MB are the limit for new requests: they are refused with 503"
                            + " (-XX:MaxDirectMemorySize raises it)",
                    now >> 20,
                    highBytes >> 20);
        } else if (high && now <= lowBytes) {
            high = false;
            LOG.info("{} MB of network memory are in use; new requests are served again", now >> 20);
        }
    }
}
