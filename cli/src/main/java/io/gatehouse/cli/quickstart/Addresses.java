package io.gatehouse.cli.quickstart;

/** Addresses as people write them. */
final class Addresses {
    private Addresses() {}

    static String authority(String host, int port) {
        return (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port;
    }
}
