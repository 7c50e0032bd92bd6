package io.gatehouse.proxy.balancer;

/** The 32-bit xxHash with seed 0, as the algorithm's specification describes it. */
final class XxHash32 {
    private static final int PRIME_1 = 0x9E3779B1;
    private static final int PRIME_2 = 0x85EBCA77;
    private static final int PRIME_3 = 0xC2B2AE3D;
    private static final int PRIME_4 = 0x27D4EB2F;
    private static final int PRIME_5 = 0x165667B1;

    private XxHash32() {}

    /** The result is unsigned. */
    static long of(byte[] data) {
        return hash(data) & 0xFFFFFFFFL;
    }

    private static int hash(byte[] data) {
        int at = 0;
        int hash;
        if (data.length >= 16) {
            int[] lanes = {PRIME_1 + PRIME_2, PRIME_2, 0, -PRIME_1};
            for (; at + 16 <= data.length; at += 16) {
                for (int lane = 0; lane < 4; lane++) {
                    lanes[lane] = Integer.rotateLeft(lanes[lane] + word(data, at + lane * 4) * PRIME_2, 13) * PRIME_1;
                }
            }
            hash = Integer.rotateLeft(lanes[0], 1)
                    + Integer.rotateLeft(lanes[1], 7)
                    + Integer.rotateLeft(lanes[2], 12)
                    + Integer.rotateLeft(lanes[3], 18);
        } else {
            hash = PRIME_5;
        }
        hash += data.length;
        for (; at + 4 <= data.length; at += 4) {
            hash = Integer.rotateLeft(hash + word(data, at) * PRIME_3, 17) * PRIME_4;
        }
        for (; at < data.length; at++) {
            hash = Integer.rotateLeft(hash + (data[at] & 0xFF) * PRIME_5, 11) * PRIME_1;
        }
        hash = (hash ^ hash >>> 15) * PRIME_2;
        hash = (hash ^ hash >>> 13) * PRIME_3;
        return hash ^ hash >>> 16;
    }

    private static int word(byte[] data, int at) {
        return data[at] & 0xFF | (data[at + 1] & 0xFF) << 8 | (data[at + 2] & 0xFF) << 16 | (data[at + 3] & 0xFF) << 24;
    }
}
