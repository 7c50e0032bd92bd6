package io.gatehouse.proxy.http;

/** Which values of {@code Host} are acceptable (RFC 9112 §3.2, with what clients are known to send). */
final class HostCheck {
    private HostCheck() {}

    static boolean isValid(byte[] bytes, int start, int end) {
        if (start == end) {
            return false;
        }
        for (int at = start; at < end; at++) {
            byte b = bytes[at];
            if (b >= 0 && b <= ' ' || b == 0x7f || b == '/' || b == ',') {
                return false;
            }
            if (b == '.' && at > start && bytes[at - 1] == '.') {
                return false;
            }
        }
        return bytes[start] != ':';
    }
}
