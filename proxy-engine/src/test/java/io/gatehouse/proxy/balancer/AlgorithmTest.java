package io.gatehouse.proxy.balancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.gatehouse.proxy.health.TestChecks;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlgorithmTest {
    private final Endpoint first = endpoint(1);
    private final Endpoint second = endpoint(2);
    private final Endpoint third = endpoint(3);

    private static Endpoint endpoint(int number) {
        return new Endpoint(new InetSocketAddress("10.0.0." + number, 8000), "10.0.0." + number);
    }

    private static Map<Endpoint, Integer> choose(Algorithm algorithm, int times) {
        Map<Endpoint, Integer> counts = new HashMap<>();
        for (int i = 0; i < times; i++) {
            counts.merge(algorithm.choose(null, List.of()), 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void roundRobinIsExactlyProportionalOverFullTurns() {
        Algorithm algorithm = new RoundRobin(List.of(
                new WeightedEndpoint(first, 50, 0),
                new WeightedEndpoint(second, 100, 1),
                new WeightedEndpoint(third, 0, 2)));
        // weights 50 and 100 make a wheel of three positions
        assertEquals(Map.of(first, 10, second, 20), choose(algorithm, 30));
    }

    @Test
    void roundRobinPassesOverUnavailableEndpoints() {
        Algorithm algorithm =
                new RoundRobin(List.of(new WeightedEndpoint(first, 1, 0), new WeightedEndpoint(second, 1, 1)));
        TestChecks.makeUnavailable(first.health());
        assertEquals(Map.of(second, 5), choose(algorithm, 5));
        TestChecks.makeUnavailable(second.health());
        assertNull(algorithm.choose(null, List.of()));
    }

    @Test
    void keepsProportionsOfHugeWheels() {
        Algorithm algorithm = new RoundRobin(List.of(
                new WeightedEndpoint(first, 65535, 0),
                new WeightedEndpoint(second, 65534, 1),
                new WeightedEndpoint(third, 1, 2)));
        assertEquals(1, choose(algorithm, 131_070).get(third));
    }

    @Test
    void leastConnectionsPrefersTheLeastLoadForItsWeight() {
        Algorithm algorithm = new LeastConnections(
                List.of(new WeightedEndpoint(first, 100, 0), new WeightedEndpoint(second, 200, 1)));
        assertEquals(Map.of(first, 2, second, 4), choose(algorithm, 6));
        algorithm.released(first);
        algorithm.released(first);
        assertSame(first, algorithm.choose(null, List.of()));
    }

    @Test
    void leastConnectionsAvoidsWhatFailedUntilAllHave() {
        Algorithm algorithm =
                new LeastConnections(List.of(new WeightedEndpoint(first, 100, 0), new WeightedEndpoint(second, 1, 1)));
        assertSame(second, algorithm.choose(null, List.of(first)));
        assertSame(first, algorithm.choose(null, List.of(first, second)));
    }

    @Test
    void latencyPrefersTheFasterAndNeverRepeatsAFailure() {
        Algorithm algorithm = new Latency(
                List.of(new WeightedEndpoint(first, 100, 0), new WeightedEndpoint(second, 100, 1)), Optional.empty());
        algorithm.answered(first, 1, 500_000);
        algorithm.answered(second, 1, 5_000);
        assertSame(second, algorithm.choose(null, List.of()));
        assertSame(first, algorithm.choose(null, List.of(second)));
        assertNull(algorithm.choose(null, List.of(first, second)));
    }

    @Test
    void latencyBeginsNewEndpointsWithTheMean() {
        Latency before = new Latency(
                List.of(new WeightedEndpoint(first, 100, 0), new WeightedEndpoint(second, 100, 1)), Optional.empty());
        before.answered(first, 0, 900_000);
        before.answered(second, 0, 100_000);
        Latency after = new Latency(
                List.of(
                        new WeightedEndpoint(first, 100, 0),
                        new WeightedEndpoint(second, 100, 1),
                        new WeightedEndpoint(third, 100, 2)),
                Optional.of(before));
        assertSame(second, after.choose(null, List.of()));
        assertSame(third, after.choose(null, List.of(second)));
        assertSame(first, after.choose(null, List.of(second, third)));
    }
}
