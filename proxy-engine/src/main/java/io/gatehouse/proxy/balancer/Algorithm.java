package io.gatehouse.proxy.balancer;

import java.util.List;

/** How an upstream's endpoints take turns. Made anew when its endpoints change; thread-safe. */
interface Algorithm {

    /**
     * @param failed endpoints that failed for this request
     * @return null when no endpoint is available
     */
    Endpoint choose(BalancerRequest request, List<Endpoint> failed);

    /** Whether the unavailable endpoints are left out from the beginning, so that it is made anew when health changes. */
    default boolean skipsUnavailable() {
        return false;
    }

    /** An endpoint that was chosen is done with. */
    default void released(Endpoint endpoint) {}

    /** An endpoint that was chosen has answered. */
    default void answered(Endpoint endpoint, long connectMillis, long responseMillis) {}
}
