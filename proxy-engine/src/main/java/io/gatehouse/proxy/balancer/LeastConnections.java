package io.gatehouse.proxy.balancer;

import java.util.List;

/**
 * The endpoint with the fewest requests in flight for its weight. Endpoints that failed for a request are avoided until
 * all have failed once.
 */
final class LeastConnections implements Algorithm {
    private final List<WeightedEndpoint> endpoints;

    LeastConnections(List<WeightedEndpoint> endpoints) {
        this.endpoints =
                endpoints.stream().filter(weighted -> weighted.weight() > 0).toList();
    }

    @Override
    public Endpoint choose(BalancerRequest request, List<Endpoint> failed) {
        Endpoint chosen = least(failed);
        if (chosen == null && !failed.isEmpty()) {
            chosen = least(List.of());
        }
        if (chosen != null) {
            chosen.requestsInFlight().incrementAndGet();
        }
        return chosen;
    }

    private Endpoint least(List<Endpoint> avoided) {
        Endpoint least = null;
        double leastLoad = Double.MAX_VALUE;
        for (WeightedEndpoint weighted : endpoints) {
            Endpoint endpoint = weighted.endpoint();
            double load = (endpoint.requestsInFlight().get() + 1.0)
                    / (weighted.weight() * endpoint.health().share());
            if (load < leastLoad && endpoint.available() && !avoided.contains(endpoint)) {
                least = endpoint;
                leastLoad = load;
            }
        }
        return least;
    }

    @Override
    public void released(Endpoint endpoint) {
        endpoint.requestsInFlight().decrementAndGet();
    }
}
