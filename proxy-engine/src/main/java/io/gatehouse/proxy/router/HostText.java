package io.gatehouse.proxy.router;

/** Name and port of a {@code Host} header, without cutting the text. */
final class HostText {
    private HostText() {}

    /**
     * Where the name ends. The compatible rule: at the first colon, if nothing but digits follow. The traditional one:
     * at the colon behind a bracket, or at the only colon when digits or nothing follow.
     */
    static int nameEnd(String host, boolean compatible) {
        int colon = host.indexOf(':');
        if (colon < 0) {
            return host.length();
        }
        if (!compatible && host.charAt(0) == '[') {
            int close = host.indexOf(']');
            colon = close < 0 ? -1 : close + 1;
            if (colon < 0 || colon >= host.length() || host.charAt(colon) != ':') {
                return host.length();
            }
        }
        if (colon == host.length() - 1) {
            return compatible ? host.length() : colon;
        }
        return digits(host, colon + 1) ? colon : host.length();
    }

    /** The port behind {@code nameEnd}, or another when there is none. */
    static int port(String host, int nameEnd, int otherwise) {
        int port = 0;
        for (int i = nameEnd + 1; i < host.length(); i++) {
            port = Math.min(port * 10 + host.charAt(i) - '0', 1_000_000);
        }
        return nameEnd + 1 < host.length() ? port : otherwise;
    }

    private static boolean digits(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
