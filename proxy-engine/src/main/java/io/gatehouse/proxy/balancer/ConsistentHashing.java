package io.gatehouse.proxy.balancer;

import io.gatehouse.proxy.entity.UpstreamConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ring of points that endpoints own in proportion to their weight. Placement is that of version 3.9, point by point:
 * who moves here keeps his sessions where they are. Unavailable endpoints keep their points and are walked past.
 */
final class ConsistentHashing implements Algorithm {
    private static final Logger LOG = LoggerFactory.getLogger(ConsistentHashing.class);
    private static final int LEAST_POINTS = 1000;
    private static final int POINTS_PER_TARGET = 160;

    private final Endpoint[] ring;
    private final HashKey key;

    /**
     * @param endpoints in the order of their targets, which are sorted by name and port
     * @param targets number of targets, those without weight or address included
     */
    ConsistentHashing(UpstreamConfig upstream, List<WeightedEndpoint> endpoints, int targets) {
        this.ring = new Endpoint[Math.max(upstream.slots(), LEAST_POINTS)];
        this.key = new HashKey(upstream.hashing());
        long total = endpoints.stream().mapToLong(WeightedEndpoint::weight).sum();
        List<WeightedEndpoint> sorted = new ArrayList<>(endpoints);
        sorted.sort(Comparator.comparingInt(WeightedEndpoint::target)
                .thenComparing(weighted -> text(weighted.endpoint(), ":")));
        for (WeightedEndpoint weighted : sorted) {
            if (weighted.weight() > 0 && !place(weighted, total, targets)) {
                LOG.error(
                        "upstream {}: its ring of {} points is too small for {} targets; raise slots",
                        upstream.name(),
                        ring.length,
                        targets);
                return;
            }
        }
    }

    private boolean place(WeightedEndpoint weighted, long total, int targets) {
        double share = (double) weighted.weight() / total * targets * POINTS_PER_TARGET;
        long entries = Math.max(1, (long) Math.floor(share));
        String text = text(weighted.endpoint(), "::") + " ";
        for (long i = 1; i <= entries; i++) {
            if (i > ring.length) {
                return false;
            }
            int point = point((text + i).getBytes(StandardCharsets.US_ASCII));
            if (ring[point] == null) {
                ring[point] = weighted.endpoint();
            } else {
                entries++;
            }
        }
        return true;
    }

    private static String text(Endpoint endpoint, String separator) {
        return endpoint.ipText() + separator + endpoint.port();
    }

    private int point(byte[] bytes) {
        return (int) (XxHash32.of(bytes) % ring.length);
    }

    @Override
    public Endpoint choose(BalancerRequest request, List<Endpoint> failed) {
        return at(key.of(request));
    }

    /** The owner of a key. */
    Endpoint at(byte[] hashKey) {
        int start = point(hashKey);
        for (int i = 0; i < ring.length; i++) {
            Endpoint owner = ring[Math.floorMod(start - i, ring.length)];
            if (owner != null && owner.available()) {
                return owner;
            }
        }
        return null;
    }
}
