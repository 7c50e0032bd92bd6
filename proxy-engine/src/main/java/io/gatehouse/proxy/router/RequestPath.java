package io.gatehouse.proxy.router;

import java.nio.charset.StandardCharsets;

/**
 * The path of a request as routes are compared with it: percent triplets decoded unless they stand for a reserved
 * character (RFC 3986 §2.2, §6.2.2), dot segments removed (§5.2.4), runs of slashes merged. One byte of the wire is one
 * {@code char}.
 */
public final class RequestPath {
    private static final int RESERVED = 1;
    private static final byte[] KIND = new byte[128];

    static {
        for (char reserved : "!*'();:@&=+$,/?%#[]".toCharArray()) {
            KIND[reserved] = RESERVED;
        }
    }

    private RequestPath() {}

    /**
     * Normalises the bytes {@code from} (inclusive, a slash) to {@code to} (exclusive) of a request target, query
     * already cut off.
     *
     * @throws BadPathException when an escape is broken or stands for NUL, or the path climbs above the root
     */
    public static String normalize(byte[] target, int from, int to) throws BadPathException {
        byte previous = 0;
        for (int i = from; i < to; i++) {
            byte b = target[i];
            if (b == '%' || previous == '/' && (b == '/' || b == '.')) {
                return rewrite(target, from, to);
            }
            previous = b;
        }
        return new String(target, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Normalises a path given as text of one byte per {@code char}. */
    public static String normalize(String target) throws BadPathException {
        byte[] bytes = target.getBytes(StandardCharsets.ISO_8859_1);
        return normalize(bytes, 0, bytes.length);
    }

    /**
     * A normalised path with the reserved characters decoded, too, up to the first {@code #}: what {@code %2F} stands for
     * then parts segments.
     */
    public static String decoded(String path) {
        int fragment = path.indexOf('#');
        String whole = fragment < 0 ? path : path.substring(0, fragment);
        if (whole.indexOf('%') < 0) {
            return whole;
        }
        byte[] bytes = whole.getBytes(StandardCharsets.ISO_8859_1);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            int value = bytes[i] == '%' && i + 2 < bytes.length ? hex(bytes[i + 1]) << 4 | hex(bytes[i + 2]) : -1;
            bytes[length++] = value < 0 ? bytes[i] : (byte) value;
            i += value < 0 ? 0 : 2;
        }
        try {
            return new String(bytes, 0, removeDotSegments(bytes, length), StandardCharsets.ISO_8859_1);
        } catch (BadPathException e) {
            // an encoded slash would lead above the root
            return whole;
        }
    }

    private static String rewrite(byte[] target, int from, int to) throws BadPathException {
        byte[] decoded = new byte[to - from];
        int length = decode(target, from, to, decoded);
        length = removeDotSegments(decoded, length);
        return new String(decoded, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static int decode(byte[] target, int from, int to, byte[] out) throws BadPathException {
        int length = 0;
        for (int i = from; i < to; i++) {
            byte b = target[i];
            if (b != '%') {
                out[length++] = b;
                continue;
            }
            int value = i + 2 < to ? hex(target[i + 1]) << 4 | hex(target[i + 2]) : -1;
            if (value <= 0) {
                throw new BadPathException(
                        value == 0 ? "the path holds %00" : "the path holds a % without two hexadecimal digits");
            }
            if (value < 128 && KIND[value] == RESERVED) {
                out[length++] = '%';
                out[length++] = upper(target[i + 1]);
                out[length++] = upper(target[i + 2]);
            } else {
                out[length++] = (byte) value;
            }
            i += 2;
        }
        return length;
    }

    /** In place: the result is never longer than what was read so far. */
    private static int removeDotSegments(byte[] path, int length) throws BadPathException {
        int out = 0;
        int in = 0;
        while (in < length) {
            // at a slash; a segment ends before the next one
            int end = in + 1;
            while (end < length && path[end] != '/') {
                end++;
            }
            int size = end - in - 1;
            boolean last = end == length;
            if (size == 0 || size == 1 && path[in + 1] == '.') {
                if (last) {
                    path[out++] = '/';
                }
            } else if (size == 2 && path[in + 1] == '.' && path[in + 2] == '.') {
                if (out == 0) {
                    throw new BadPathException("the path climbs above the root");
                }
                do {
                    out--;
                } while (path[out] != '/');
                if (last) {
                    path[out++] = '/';
                }
            } else {
                System.arraycopy(path, in, path, out, end - in);
                out += end - in;
            }
            in = end;
        }
        return out;
    }

    private static int hex(byte digit) {
        // -1 keeps every combination with it negative
        return Character.digit(digit, 16);
    }

    private static byte upper(byte digit) {
        return digit >= 'a' ? (byte) (digit - 32) : digit;
    }
}
