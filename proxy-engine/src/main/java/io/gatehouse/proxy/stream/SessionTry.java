package io.gatehouse.proxy.stream;

import io.gatehouse.proxy.balancer.Endpoint;

/** One try to reach an upstream, for the log. */
final class SessionTry {
    final Endpoint endpoint;
    final long balancerStartNanos;
    final long balancerEndNanos = System.nanoTime();
    boolean failed;

    SessionTry(Endpoint endpoint, long balancerStartNanos) {
        this.endpoint = endpoint;
        this.balancerStartNanos = balancerStartNanos;
    }
}
