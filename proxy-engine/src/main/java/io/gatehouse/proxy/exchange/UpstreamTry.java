package io.gatehouse.proxy.exchange;

import io.gatehouse.proxy.balancer.Endpoint;

/** One try to reach an upstream, for the log. */
final class UpstreamTry {
    final Endpoint endpoint;
    final long balancerStartNanos;
    final long balancerEndNanos;
    /** 502 or 504 once it failed, the response's status once it came, else 0. */
    int status;

    boolean failed;

    UpstreamTry(Endpoint endpoint, long balancerStartNanos, long balancerEndNanos) {
        this.endpoint = endpoint;
        this.balancerStartNanos = balancerStartNanos;
        this.balancerEndNanos = balancerEndNanos;
    }
}
