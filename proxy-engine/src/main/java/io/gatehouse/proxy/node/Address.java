package io.gatehouse.proxy.node;

/** {@code host:port}; an IPv6 address has brackets in the text and none here. */
record Address(String host, int port) {

    /**
     * @param defaultPort what a text without a port means
     * @throws StartException when the text is no address
     */
    static Address parse(String text, int defaultPort) {
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
            return new Address(host, port);
        } catch (NumberFormatException notANumber) {
            throw wrong(text);
        }
    }

    private static StartException wrong(String text) {
        return new StartException(
                "cluster_control_plane: '" + text + "' is no address; expected host:port, such as cp.example:8005");
    }
}
