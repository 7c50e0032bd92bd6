package io.gatehouse.proxy.balancer;

import java.util.List;

/** Each endpoint in proportion to its weight. A retry takes the next position, which may be the same endpoint. */
final class RoundRobin implements Algorithm {
    private final Wheel<Endpoint> wheel;

    /** Those that are unavailable now get no position: to walk past many of them with each request would take long. */
    RoundRobin(List<WeightedEndpoint> endpoints) {
        List<WeightedEndpoint> available = endpoints.stream()
                .filter(weighted -> weighted.endpoint().available())
                .toList();
        wheel = Wheel.weighted(
                available.stream().map(WeightedEndpoint::endpoint).toList(),
                available.stream().mapToInt(WeightedEndpoint::weight).toArray());
    }

    @Override
    public boolean skipsUnavailable() {
        return true;
    }

    @Override
    public Endpoint choose(BalancerRequest request, List<Endpoint> failed) {
        Endpoint chosen = wheel.next(endpoint -> endpoint.available() && endpoint.takesThisOne());
        // all may be warming up
        return chosen == null ? wheel.next(Endpoint::available) : chosen;
    }
}
