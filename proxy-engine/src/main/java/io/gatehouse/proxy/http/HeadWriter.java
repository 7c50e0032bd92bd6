package io.gatehouse.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Arrays;

/**
 * Puts a message head together in one array, to be copied once into the buffer that is sent. One per event loop; not
 * thread-safe.
 */
public final class HeadWriter {
    private static final byte[] HEX = Ascii.bytes("0123456789abcdef");

    private byte[] bytes = new byte[4096];
    private int size;

    public HeadWriter clear() {
        size = 0;
        return this;
    }

    public int size() {
        return size;
    }

    public HeadWriter put(byte[] source) {
        return put(source, 0, source.length);
    }

    public HeadWriter put(byte[] source, int start, int end) {
        int length = end - start;
        ensure(length);
        System.arraycopy(source, start, bytes, size, length);
        size += length;
        return this;
    }

    /** Writes text whose characters are single bytes. */
    @SuppressWarnings("deprecation") // getBytes(int,int,byte[],int) is the one that neither allocates nor encodes
    public HeadWriter put(String text) {
        int length = text.length();
        ensure(length);
        text.getBytes(0, length, bytes, size);
        size += length;
        return this;
    }

    public HeadWriter put(char c) {
        ensure(1);
        bytes[size++] = (byte) c;
        return this;
    }

    /** Writes a number of zero or more in decimal digits. */
    public HeadWriter put(long number) {
        ensure(20);
        if (number < 10) {
            bytes[size++] = (byte) ('0' + number);
            return this;
        }
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        int at = size + digits;
        size = at;
        for (long rest = number; digits > 0; digits--) {
            bytes[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return this;
    }

    /** Writes a number of zero or more in hexadecimal digits, without leading zeros. */
    public HeadWriter putHex(int number) {
        ensure(8);
        int digits = Math.max(1, (35 - Integer.numberOfLeadingZeros(number)) / 4);
        for (int i = digits - 1; i >= 0; i--) {
            bytes[size++] = HEX[number >>> (i * 4) & 15];
        }
        return this;
    }

    /** Writes a header line. */
    public HeadWriter line(byte[] nameAndColon, String value) {
        return put(nameAndColon).put(value).crlf();
    }

    public HeadWriter crlf() {
        ensure(2);
        bytes[size++] = '\r';
        bytes[size++] = '\n';
        return this;
    }

    /** Text of what was written since {@code start}. */
    public String text(int start) {
        return Ascii.text(bytes, start, size);
    }

    /** The array that is written to: its first {@link #size()} bytes are meaningful, until the next change. */
    public byte[] bytes() {
        return bytes;
    }

    /** The bytes written so far. */
    public byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    /** The head in a buffer with room for {@code more} bytes behind it. */
    public ByteBuf toBuffer(ByteBufAllocator allocator, int more) {
        ByteBuf buffer = allocator.directBuffer(size + more);
        buffer.writeBytes(bytes, 0, size);
        return buffer;
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
