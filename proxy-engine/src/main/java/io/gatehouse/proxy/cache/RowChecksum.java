package io.gatehouse.proxy.cache;

import java.util.zip.CRC32C;

/**
 * A sum over rows that does not depend on their order, so that it can follow single changes. It finds damage, not
 * forgery: the directory is readable by the node's user only.
 */
final class RowChecksum {
    private long sum;
    private long rows;

    void add(byte[] key, byte[] value) {
        CRC32C crc = new CRC32C();
        crc.update(key);
        crc.update(value);
        // spread the 32 bits, else two swapped rows of equal length sum could cancel out more easily
        sum += crc.getValue() * 0x9E3779B97F4A7C15L + Integer.toUnsignedLong(value.length);
        rows++;
    }

    long value() {
        return sum;
    }

    long rows() {
        return rows;
    }
}
