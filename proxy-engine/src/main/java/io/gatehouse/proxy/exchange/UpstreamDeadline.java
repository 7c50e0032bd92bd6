package io.gatehouse.proxy.exchange;

import io.gatehouse.proxy.deadline.Deadline;
import io.gatehouse.proxy.deadline.DeadlineWheel;
import io.gatehouse.proxy.entity.ServiceConfig;

/** How long an upstream may stay silent: the time-outs of the request's service. One per client connection, reused. */
final class UpstreamDeadline extends Deadline {
    private final UpstreamRelay relay;
    private final DeadlineWheel wheel;
    private ServiceConfig service;

    UpstreamDeadline(UpstreamRelay relay, DeadlineWheel wheel) {
        this.relay = relay;
        this.wheel = wheel;
    }

    void begin(ServiceConfig newService) {
        service = newService;
    }

    /** The upstream is to send something. */
    void awaitRead() {
        wheel.set(this, service.readTimeoutMillis());
    }

    /** The upstream is to take something. */
    void awaitWrite() {
        wheel.set(this, service.writeTimeoutMillis());
    }

    /** It is not the upstream that is waited for. */
    void unset() {
        wheel.unset(this);
    }

    /** Never used again. */
    void discard() {
        wheel.discard(this);
    }

    @Override
    protected void expired() {
        relay.timedOut();
    }
}
