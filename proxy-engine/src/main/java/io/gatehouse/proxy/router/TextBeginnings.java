package io.gatehouse.proxy.router;

import java.util.Collection;

/**
 * Which two characters texts begin with, told without looking at one of them: sometimes also others are said to be among
 * them. Immutable.
 */
final class TextBeginnings {
    static final TextBeginnings NONE = new TextBeginnings(new long[16]);

    private final long[] bits;

    private TextBeginnings(long[] bits) {
        this.bits = bits;
    }

    /**
     * These and others.
     *
     * @param texts of two characters at least
     */
    TextBeginnings with(Collection<String> texts) {
        long[] more = bits.clone();
        for (String text : texts) {
            int bit = bit(text, 0);
            more[bit >> 6] |= 1L << bit;
        }
        return new TextBeginnings(more);
    }

    /** Whether one may begin here; at least one character follows. */
    boolean has(String text, int at) {
        int bit = bit(text, at);
        return (bits[bit >> 6] & 1L << bit) != 0;
    }

    private static int bit(String text, int at) {
        return text.charAt(at) * 37 + text.charAt(at + 1) & 1023;
    }
}
