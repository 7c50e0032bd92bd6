package io.gatehouse.proxy.balancer;

import java.util.List;

/** Each endpoint in proportion to its weight. A retry takes the next position, which may be the same endpoint. */
final class RoundRobin implements Algorithm {
    private final Wheel<Endpoint> wheel;

    RoundRobin(List<WeightedEndpoint> endpoints) {
        wheel = Wheel.weighted(
                endpoints.stream().map(WeightedEndpoint::endpoint).toList(),
                endpoints.stream().mapToInt(WeightedEndpoint::weight).toArray());
    }

    @Override
    public Endpoint choose(BalancerRequest request, List<Endpoint> failed) {
        return wheel.next(Endpoint::available);
    }
}
