package io.gatehouse.cli.quickstart;

import io.gatehouse.model.settings.Listener;

/** Addresses at which this machine reaches its own listeners. */
final class Addresses {
    private Addresses() {}

    /** Returns {@code host:port} to connect to; a wildcard address is reached over loopback. */
    static String reachable(Listener listener) {
        String host = switch (listener.host()) {
            case "0.0.0.0", "*" -> "127.0.0.1";
            case "::" -> "::1";
            default -> listener.host();
        };
        return authority(host, listener.port());
    }

    /** Returns the URL of a listener's root, without a slash at the end. */
    static String url(Listener listener) {
        return (listener.ssl() ? "https://" : "http://") + reachable(listener);
    }

    static String authority(String host, int port) {
        return (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port;
    }
}
