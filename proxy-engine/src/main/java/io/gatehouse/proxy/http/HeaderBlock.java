package io.gatehouse.proxy.http;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes of a message head and the offsets of its header lines. No object per header: names and values stay ranges of
 * {@link #bytes()} until someone asks for text. Made once per connection and reused; confined to its event loop.
 */
public final class HeaderBlock {
    private static final int STRIDE = 5;

    private byte[] bytes = new byte[1024];
    private int size;
    private int count;
    private int[] ranges = new int[24 * STRIDE];
    private KnownHeader[] known = new KnownHeader[24];
    private long present;

    void clear() {
        size = 0;
        count = 0;
        present = 0;
    }

    /** Copies up to {@code most} bytes from the buffer behind those that are here already. */
    void append(ByteBuf source, int most) {
        int length = Math.min(source.readableBytes(), most);
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + length));
        }
        source.readBytes(bytes, size, length);
        size += length;
    }

    /** Forgets bytes at the end that belong to what follows the head. */
    void truncate(int newSize) {
        size = newSize;
    }

    void add(int nameStart, int nameEnd, int valueStart, int valueEnd, int lineEnd, KnownHeader header) {
        if (count == known.length) {
            known = Arrays.copyOf(known, count * 2);
            ranges = Arrays.copyOf(ranges, count * 2 * STRIDE);
        }
        int at = count * STRIDE;
        ranges[at] = nameStart;
        ranges[at + 1] = nameEnd;
        ranges[at + 2] = valueStart;
        ranges[at + 3] = valueEnd;
        ranges[at + 4] = lineEnd;
        known[count++] = header;
        present |= header.bit();
    }

    /** The bytes of the head; only the ranges given by this object are meaningful. */
    public byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** Number of header lines. */
    public int count() {
        return count;
    }

    public int nameStart(int line) {
        return ranges[line * STRIDE];
    }

    public int nameEnd(int line) {
        return ranges[line * STRIDE + 1];
    }

    public int valueStart(int line) {
        return ranges[line * STRIDE + 2];
    }

    public int valueEnd(int line) {
        return ranges[line * STRIDE + 3];
    }

    /** Where the line starts; the same as its name, since white space before a name is refused. */
    public int lineStart(int line) {
        return ranges[line * STRIDE];
    }

    /** Behind the line's CRLF. */
    public int lineEnd(int line) {
        return ranges[line * STRIDE + 4];
    }

    public KnownHeader known(int line) {
        return known[line];
    }

    /** True when a line with this header exists; one bit test. */
    public boolean has(KnownHeader header) {
        return (present & header.bit()) != 0;
    }

    /** True when any header is among those whose bits are in {@code mask}. */
    public boolean hasAny(long mask) {
        return (present & mask) != 0;
    }

    /** True when the line's header is among those whose bits are in {@code mask}. */
    public boolean isAny(int line, long mask) {
        return (mask & known[line].bit()) != 0;
    }

    /** A mask for {@link #hasAny} and {@link #isAny}. */
    public static long mask(KnownHeader... headers) {
        long mask = 0;
        for (KnownHeader header : headers) {
            mask |= header.bit();
        }
        return mask;
    }

    /** First line of a header, or -1. */
    public int find(KnownHeader header) {
        if (!has(header)) {
            return -1;
        }
        for (int line = 0; line < count; line++) {
            if (known[line] == header) {
                return line;
            }
        }
        return -1;
    }

    /** First line of a header from {@code from} on, or -1; names are compared without case. */
    public int find(String name, int from) {
        for (int line = from; line < count; line++) {
            if (nameIs(line, name)) {
                return line;
            }
        }
        return -1;
    }

    public boolean nameIs(int line, String name) {
        return Ascii.equalsIgnoreCase(bytes, nameStart(line), nameEnd(line), name);
    }

    public String name(int line) {
        return Ascii.text(bytes, nameStart(line), nameEnd(line));
    }

    public String value(int line) {
        return Ascii.text(bytes, valueStart(line), valueEnd(line));
    }

    /** The values of all lines of a header. */
    public List<String> values(String name) {
        List<String> values = new ArrayList<>(2);
        for (int line = find(name, 0); line >= 0; line = find(name, line + 1)) {
            values.add(value(line));
        }
        return values;
    }

    public boolean valueIs(int line, String text) {
        return Ascii.equalsIgnoreCase(bytes, valueStart(line), valueEnd(line), text);
    }

    /** True when the comma-separated list in a line has the element, compared without case; parameters are ignored. */
    public boolean valueHasToken(int line, String token) {
        int at = valueStart(line);
        int end = valueEnd(line);
        while (at < end) {
            int comma = at;
            while (comma < end && bytes[comma] != ',') {
                comma++;
            }
            int last = at;
            while (last < comma && bytes[last] != ';') {
                last++;
            }
            if (Ascii.equalsIgnoreCase(bytes, skipBlank(at, last), trimBlank(at, last), token)) {
                return true;
            }
            at = comma + 1;
        }
        return false;
    }

    /** True when a line of this header has the element, as {@link #valueHasToken} compares. */
    public boolean hasToken(KnownHeader header, String token) {
        for (int line = 0; line < count; line++) {
            if (known[line] == header && valueHasToken(line, token)) {
                return true;
            }
        }
        return false;
    }

    int skipBlank(int at, int end) {
        while (at < end && isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    int trimBlank(int start, int end) {
        while (end > start && isBlank(bytes[end - 1])) {
            end--;
        }
        return Math.max(end, skipBlank(start, end));
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }
}
