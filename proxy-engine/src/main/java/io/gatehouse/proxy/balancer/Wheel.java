package io.gatehouse.proxy.balancer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Weighted round robin: each element has as many positions as its weight divided by the greatest common divisor of all
 * weights, in random order. A full turn is exactly proportional. Thread-safe.
 *
 * @param <T> what is chosen
 */
final class Wheel<T> {
    /** Longer wheels are scaled down to this; their proportions are then off by less than a thousandth. */
    private static final int MOST_POSITIONS = 1 << 20;

    private final Object[] positions;
    private final AtomicInteger pointer = new AtomicInteger();

    private Wheel(Object[] positions) {
        this.positions = positions;
    }

    /** In the given order, once each. */
    static <T> Wheel<T> even(List<T> elements) {
        return new Wheel<>(elements.toArray());
    }

    /**
     * @param weights one per element; elements of weight 0 have no position
     */
    static <T> Wheel<T> weighted(List<T> elements, int[] weights) {
        int divisor = 0;
        long total = 0;
        for (int weight : weights) {
            divisor = gcd(weight, divisor);
            total += weight;
        }
        if (total == 0) {
            return new Wheel<>(new Object[0]);
        }
        double scale = Math.min(1, (double) MOST_POSITIONS / (total / divisor));
        List<T> positions = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            int count = (int) Math.round(weights[i] / divisor * scale);
            for (int n = 0; n < Math.max(count, weights[i] > 0 ? 1 : 0); n++) {
                positions.add(elements.get(i));
            }
        }
        Object[] shuffled = positions.toArray();
        for (int i = shuffled.length - 1; i > 0; i--) {
            int other = ThreadLocalRandom.current().nextInt(i + 1);
            Object moved = shuffled[i];
            shuffled[i] = shuffled[other];
            shuffled[other] = moved;
        }
        return new Wheel<>(shuffled);
    }

    /** The next element that is usable; null when none is, in one full turn. */
    @SuppressWarnings("unchecked")
    T next(Predicate<T> usable) {
        for (int i = 0; i < positions.length; i++) {
            T element = (T) positions[Math.floorMod(pointer.getAndIncrement(), positions.length)];
            if (usable.test(element)) {
                return element;
            }
        }
        return null;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
