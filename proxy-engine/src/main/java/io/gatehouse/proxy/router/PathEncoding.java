package io.gatehouse.proxy.router;

/** Writes a path for the request line: what may not stand there becomes an upper-case percent triplet. */
final class PathEncoding {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();
    private static final boolean[] PLAIN = new boolean[256];

    static {
        for (int c = 0; c < 128; c++) {
            PLAIN[c] = Character.isLetterOrDigit(c) || "-_.~!#$&'()*+,/:;=?@[]%".indexOf(c) >= 0;
        }
    }

    private PathEncoding() {}

    /** Returns the same text when nothing needs encoding. */
    static String encode(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (!PLAIN[path.charAt(i) & 0xFF]) {
                return encodeFrom(path, i);
            }
        }
        return path;
    }

    private static String encodeFrom(String path, int first) {
        StringBuilder out = new StringBuilder(path.length() + 16).append(path, 0, first);
        for (int i = first; i < path.length(); i++) {
            int b = path.charAt(i) & 0xFF;
            if (PLAIN[b]) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX[b >> 4]).append(HEX[b & 15]);
            }
        }
        return out.toString();
    }
}
