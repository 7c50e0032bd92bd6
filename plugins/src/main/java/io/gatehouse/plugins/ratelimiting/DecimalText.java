package io.gatehouse.plugins.ratelimiting;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as header values. Small whole ones are the same text each time, so that usual responses cost no new ones. */
final class DecimalText {
    private static final int KEPT = 4096;
    private static final MathContext DIGITS = new MathContext(14);
    private static final String[] SMALL = new String[KEPT];

    private DecimalText() {}

    static String of(double number) {
        long whole = (long) number;
        if (whole != number) {
            return new BigDecimal(number).round(DIGITS).stripTrailingZeros().toPlainString();
        }
        return of(whole);
    }

    static String of(long number) {
        if (number < 0 || number >= KEPT) {
            return Long.toString(number);
        }
        // two threads may both make the text; either will do
        String known = SMALL[(int) number];
        if (known == null) {
            known = Long.toString(number);
            SMALL[(int) number] = known;
        }
        return known;
    }
}
