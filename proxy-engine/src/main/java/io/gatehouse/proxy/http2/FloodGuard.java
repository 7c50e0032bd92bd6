package io.gatehouse.proxy.http2;

/**
 * Notices clients that send frames for their own sake: settings, pings, priorities and window updates cost them little
 * and the gateway work. Such frames are counted against useful ones, with a grace for short bursts. Not thread-safe.
 */
final class FloodGuard {
    /** Frames without use that a connection may have sent more than its requests and bodies allow. */
    static final int GRACE = 1000;

    private static final int PER_USEFUL_FRAME = 10;

    private int balance = GRACE;

    /** A head or a part of a body came. */
    void useful() {
        balance = Math.min(GRACE, balance + PER_USEFUL_FRAME);
    }

    /** Another frame came; false when there were too many. */
    boolean permit() {
        return --balance >= 0;
    }
}
