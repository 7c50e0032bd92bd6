package io.gatehouse.proxy.http;

/** Refuses paths that cannot be brought into a normal form safely: bad escapes, {@code %00}, climbing above the root. */
final class PathCheck {
    private PathCheck() {}

    static boolean isSound(byte[] bytes, int start, int end) {
        int depth = 0;
        int dots = 0;
        int others = 0;
        for (int at = start; at <= end; at++) {
            int c = at == end ? '/' : bytes[at] & 0xff;
            if (c == '%') {
                c = at + 2 < end ? decode(bytes[at + 1], bytes[at + 2]) : -1;
                if (c <= 0) {
                    return false;
                }
                at += 2;
            }
            if (c != '/') {
                dots += c == '.' ? 1 : 0;
                others += c == '.' ? 0 : 1;
                continue;
            }
            if (others == 0 && dots == 2) {
                if (--depth < 0) {
                    return false;
                }
            } else if (others > 0 || dots > 2) {
                depth++;
            }
            dots = 0;
            others = 0;
        }
        return true;
    }

    private static int decode(byte high, byte low) {
        int h = Character.digit(high, 16);
        int l = Character.digit(low, 16);
        return h < 0 || l < 0 ? -1 : h << 4 | l;
    }
}
