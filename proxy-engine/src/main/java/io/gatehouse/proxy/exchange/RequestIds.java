package io.gatehouse.proxy.exchange;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/**
 * Request ids: 32 lower-case hexadecimal digits. Unique enough to find a request in logs; not secret. One per event loop.
 */
final class RequestIds {
    static final int LENGTH = 32;

    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final byte[] PAIRS = new byte[512];

    static {
        for (int i = 0; i < 256; i++) {
            PAIRS[2 * i] = (byte) HEX[i >> 4];
            PAIRS[2 * i + 1] = (byte) HEX[i & 15];
        }
    }

    private final SplittableRandom random = new SplittableRandom(new SecureRandom().nextLong());

    void next(byte[] id) {
        write(random.nextLong(), id, 0);
        write(random.nextLong(), id, 16);
    }

    private static void write(long value, byte[] id, int at) {
        for (int i = 0; i < 8; i++) {
            int pair = (int) (value >>> (i * 8) & 0xff) << 1;
            id[at + 2 * i] = PAIRS[pair];
            id[at + 2 * i + 1] = PAIRS[pair + 1];
        }
    }
}
