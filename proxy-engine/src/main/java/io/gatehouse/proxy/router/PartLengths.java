package io.gatehouse.proxy.router;

import java.util.Arrays;

/**
 * Which lengths the parts of a segment have at which prefixes end, longest first, and for each length the least
 * {@link RuleOrder#first} that a rule there may have. A length whose last part went may stay. Immutable.
 */
final class PartLengths {
    static final PartLengths NONE = new PartLengths(new int[0], new long[0]);

    private final int[] lengths;
    private final long[] firsts;

    private PartLengths(int[] lengths, long[] firsts) {
        this.lengths = lengths;
        this.firsts = firsts;
    }

    /** How many different lengths there are. */
    int size() {
        return lengths.length;
    }

    int length(int number) {
        return lengths[number];
    }

    long first(int number) {
        return firsts[number];
    }

    /** A part more. */
    PartLengths with(int length, long first) {
        int at = 0;
        while (at < lengths.length && lengths[at] > length) {
            at++;
        }
        if (at < lengths.length && lengths[at] == length) {
            if (firsts[at] <= first) {
                return this;
            }
            long[] lower = firsts.clone();
            lower[at] = first;
            return new PartLengths(lengths, lower);
        }
        int[] moreLengths = Arrays.copyOf(lengths, lengths.length + 1);
        long[] moreFirsts = Arrays.copyOf(firsts, firsts.length + 1);
        System.arraycopy(lengths, at, moreLengths, at + 1, lengths.length - at);
        System.arraycopy(firsts, at, moreFirsts, at + 1, firsts.length - at);
        moreLengths[at] = length;
        moreFirsts[at] = first;
        return new PartLengths(moreLengths, moreFirsts);
    }
}
