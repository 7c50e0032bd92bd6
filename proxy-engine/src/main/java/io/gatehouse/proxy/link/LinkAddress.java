package io.gatehouse.proxy.link;

/**
 * Where a control plane listens.
 *
 * @param host name or address; an IPv6 address has no brackets here
 */
public record LinkAddress(String host, int port) {

    /**
     * @param text {@code host}, {@code host:port} or {@code [address]:port}
     * @param defaultPort what a text without a port means
     * @throws IllegalArgumentException when the text is no address; the message says what was expected
     */
    public static LinkAddress parse(String text, int defaultPort) {
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > text.lastIndexOf(']');
        if (hasPort && text.indexOf(':') != colon && !text.startsWith("[")) {
            throw wrong(text);
        }
        String host = hasPort ? text.substring(0, colon) : text;
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            int port = hasPort ? Integer.parseInt(text.substring(colon + 1)) : defaultPort;
            if (host.isEmpty() || port < 1 || port > 65535) {
                throw wrong(text);
            }
            return new LinkAddress(host, port);
        } catch (NumberFormatException notANumber) {
            throw wrong(text);
        }
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is no address; expected host:port, such as cp.example:8005 or [2001:db8::1]:8005");
    }

    /** {@code host:port} with brackets around an IPv6 address: what stands in requests and log lines. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
