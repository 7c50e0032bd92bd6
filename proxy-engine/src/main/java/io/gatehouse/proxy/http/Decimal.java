package io.gatehouse.proxy.http;

/** Unsigned decimal numbers as {@code Content-Length} has them (RFC 9110 §8.6): digits only. */
final class Decimal {
    private static final int MOST_DIGITS = 18;

    private Decimal() {}

    /** The number, or -1 when it is empty, not all digits, or too long for a length. */
    static long parse(byte[] bytes, int start, int end) {
        if (start == end || end - start > MOST_DIGITS) {
            return -1;
        }
        long value = 0;
        for (int at = start; at < end; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
