package io.gatehouse.proxy.client;

import io.gatehouse.proxy.deadline.Deadline;
import io.gatehouse.proxy.deadline.DeadlineWheel;
import io.netty.channel.Channel;

/**
 * How long a client may take: for a head, between two parts of a body, between two requests, and to take its response. One per
 * connection; confined to its event loop.
 */
final class ClientDeadline extends Deadline {
    /** For a client that still sends when its answer is complete, to read that answer. */
    private static final long LINGER_MILLIS = 5000;

    private final DeadlineWheel wheel;
    private final ClientLimits limits;
    private Channel channel;
    private long pendingWhenStalled;

    ClientDeadline(DeadlineWheel wheel, ClientLimits limits) {
        this.wheel = wheel;
        this.limits = limits;
    }

    void begin(Channel newChannel) {
        channel = newChannel;
        awaitHead();
    }

    void awaitHead() {
        wheel.set(this, limits.headMillis());
    }

    void awaitBody() {
        wheel.set(this, limits.bodyMillis());
    }

    void awaitRequest() {
        wheel.set(this, limits.idleMillis());
    }

    /** What is left of a body, which nobody needs. */
    void awaitRest() {
        wheel.set(this, LINGER_MILLIS);
    }

    /** The client is to take what was sent. */
    void awaitTaken() {
        wheel.set(this, limits.sendMillis());
    }

    /** The client does not take its response as fast as it comes. */
    void stalled() {
        pendingWhenStalled = channel.bytesBeforeWritable();
        awaitTaken();
    }

    /** It is not the client that is waited for. */
    void unset() {
        wheel.unset(this);
    }

    /** Never used again. */
    void discard() {
        wheel.discard(this);
    }

    @Override
    protected void expired() {
        if (!channel.isWritable() && channel.bytesBeforeWritable() < pendingWhenStalled) {
            // slow, but it moves
            stalled();
            return;
        }
        channel.close();
    }
}
