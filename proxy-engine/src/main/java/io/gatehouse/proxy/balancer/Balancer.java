package io.gatehouse.proxy.balancer;

import java.util.List;

/**
 * Chooses where the tries of a request go. One per upstream, and one per service whose host is no upstream; it outlives
 * configurations. Thread-safe; never blocks.
 */
public interface Balancer {

    /**
     * The first try.
     *
     * @return an {@link Endpoint} (no allocation), or a {@link Selection.Pending} when names must be resolved first, or
     *     a {@link Selection.Refused}
     */
    Selection choose(BalancerRequest request);

    /**
     * A further try.
     *
     * @param failed endpoints that failed for this request, in order
     */
    Selection chooseAgain(BalancerRequest request, List<Endpoint> failed);

    /**
     * A try failed before the upstream's response head, and another one follows. Of stream sessions, which have no response,
     * every try whose connection failed, also the last one.
     */
    void failed(Endpoint endpoint, TryFailure failure);

    /**
     * A chosen endpoint is done with: once per chosen endpoint, after the last byte or the failure.
     *
     * @param status of the last try's response, also of the gateway's own 502 and 504; 0 for a try that failed and was
     *     followed by another, or when no response is known
     * @param connectMillis time to connect; 0 for a pooled connection
     * @param responseMillis from the request to the response head
     */
    void finished(Endpoint endpoint, int status, long connectMillis, long responseMillis);
}
