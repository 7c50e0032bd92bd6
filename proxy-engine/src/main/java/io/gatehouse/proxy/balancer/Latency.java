package io.gatehouse.proxy.balancer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The endpoint with the lowest response time for its weight: a moving average that forgets with a time constant of ten
 * seconds. Endpoints that failed for a request are not taken again for it.
 */
final class Latency implements Algorithm {
    private static final double DECAY_SECONDS = 10;

    private final List<WeightedEndpoint> endpoints;
    private final Map<Endpoint, Average> averages = new HashMap<>();

    /**
     * @param before what is known of endpoints that stay; the others begin with the mean of these
     */
    Latency(List<WeightedEndpoint> endpoints, Optional<Latency> before) {
        this.endpoints =
                endpoints.stream().filter(weighted -> weighted.weight() > 0).toList();
        Map<Endpoint, Average> known = before.map(latency -> latency.averages).orElse(Map.of());
        long now = System.nanoTime();
        double mean = this.endpoints.stream()
                .map(weighted -> known.get(weighted.endpoint()))
                .filter(Objects::nonNull)
                .mapToDouble(average -> average.at(now))
                .average()
                .orElse(0);
        for (WeightedEndpoint weighted : this.endpoints) {
            Average kept = known.get(weighted.endpoint());
            averages.put(weighted.endpoint(), kept == null ? new Average(mean, now) : kept);
        }
    }

    @Override
    public Endpoint choose(BalancerRequest request, List<Endpoint> failed) {
        long now = System.nanoTime();
        Endpoint best = null;
        double bestScore = Double.MAX_VALUE;
        for (WeightedEndpoint weighted : endpoints) {
            Endpoint endpoint = weighted.endpoint();
            double score = averages.get(endpoint).at(now)
                    / (weighted.weight() * endpoint.health().share());
            if (score < bestScore && endpoint.available() && !failed.contains(endpoint)) {
                best = endpoint;
                bestScore = score;
            }
        }
        return best;
    }

    @Override
    public void answered(Endpoint endpoint, long connectMillis, long responseMillis) {
        Average average = averages.get(endpoint);
        // an endpoint of an earlier set of targets is not averaged any more
        if (average != null) {
            average.add((connectMillis + responseMillis) / 1000.0, System.nanoTime());
        }
    }

    private static final class Average {
        private double seconds;
        private long measuredAt;

        Average(double seconds, long measuredAt) {
            this.seconds = seconds;
            this.measuredAt = measuredAt;
        }

        synchronized double at(long now) {
            return seconds * weightOfPast(now);
        }

        synchronized void add(double newSeconds, long now) {
            double past = weightOfPast(now);
            seconds = seconds * past + newSeconds * (1 - past);
            measuredAt = now;
        }

        private double weightOfPast(long now) {
            return Math.exp(-Math.max(0, now - measuredAt) / 1e9 / DECAY_SECONDS);
        }
    }
}
