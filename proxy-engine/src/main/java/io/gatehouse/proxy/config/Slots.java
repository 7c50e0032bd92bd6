package io.gatehouse.proxy.config;

import java.util.BitSet;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Numbers of routes or services: small, and the same for as long as an entity does not change or is changed in place, so
 * that tables can be arrays by them. A number is given again only in the compilation after the one that freed it. For one
 * thread.
 */
final class Slots {
    private final BitSet used;
    private int from;

    Slots() {
        this(new BitSet());
    }

    private Slots(BitSet used) {
        this.used = used;
    }

    /** To be changed without changing this. */
    Slots copy() {
        return new Slots((BitSet) used.clone());
    }

    /** The least free number. */
    int take() {
        from = used.nextClearBit(from);
        used.set(from);
        return from;
    }

    /** Keeps the numbers of what is still there, and no other. */
    <T> void retain(CompiledRows<T> rows, ToIntFunction<T> number) {
        free(rows.removed(), number);
        rows.added().forEach(value -> used.set(number.applyAsInt(value)));
    }

    private <T> void free(List<T> values, ToIntFunction<T> number) {
        values.forEach(value -> used.clear(number.applyAsInt(value)));
    }

    /** One more than the highest number. */
    int length() {
        return used.length();
    }
}
