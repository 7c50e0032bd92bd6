package io.gatehouse.proxy.cache;

import java.util.zip.CRC32C;

/**
 * A sum over rows that does not depend on their order, so that it can follow single changes. It finds damage, not
 * forgery: the directory is readable by the node's user only.
 */
final class RowChecksum {
    private long sum;
    private long rows;

    RowChecksum() {
        this(0, 0);
    }

    /** Goes on from what was summed up before. */
    RowChecksum(long sum, long rows) {
        this.sum = sum;
        this.rows = rows;
    }

    void add(byte[] key, byte[] value) {
        sum += of(key, value);
        rows++;
    }

    /** Takes out a row that was added. */
    void remove(byte[] key, byte[] value) {
        sum -= of(key, value);
        rows--;
    }

    private static long of(byte[] key, byte[] value) {
        CRC32C crc = new CRC32C();
        crc.update(key);
        crc.update(value);
        // spread the 32 bits, else two swapped rows of equal length sum could cancel out more easily
        return crc.getValue() * 0x9E3779B97F4A7C15L + Integer.toUnsignedLong(value.length);
    }

    long value() {
        return sum;
    }

    long rows() {
        return rows;
    }
}
