package io.gatehouse.proxy.balancer;

import io.gatehouse.proxy.balancer.Selection.Refused;
import io.gatehouse.proxy.dns.Answer;

/** The reasons why there is no address, with the answers that clients get. */
final class Refusals {
    /** No target, no weight, or too few healthy ones. */
    static final Refused NO_PEER =
            new Refused(503, "failure to get a peer from the ring-balancer", "no target of the upstream is available");

    private static final int UNAVAILABLE = 503;
    private static final int FAILED = 500;

    private Refusals() {}

    /** A host has no address. */
    static Refused unresolved(String host, Answer answer) {
        String reason = "resolving " + host + " failed: " + answer.reason();
        if (answer.failure() != Answer.Failure.ERROR) {
            return new Refused(UNAVAILABLE, "name resolution failed", reason);
        }
        return new Refused(
                FAILED, "failed the initial dns/balancer resolve for '" + host + "' with: " + answer.reason(), reason);
    }
}
