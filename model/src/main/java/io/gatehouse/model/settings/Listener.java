package io.gatehouse.model.settings;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One address a node listens on, as in {@code 0.0.0.0:8443 http2 ssl reuseport backlog=16384}.
 *
 * @param host IPv4 address, IPv6 address without brackets, or host name
 * @param port 0 to 65535; 0 lets the system choose
 * @param ssl connections speak TLS
 * @param http2 HTTP/2 is offered: by ALPN with TLS, by prior knowledge without
 * @param proxyProtocol each connection begins with a PROXY protocol header, version 1 or 2
 * @param deferred accept a connection only once it has sent something, where the system can do that
 * @param bind accepted for compatibility; every listener binds its own address
 * @param reuseport one acceptor for each event loop
 * @param udp datagrams instead of connections; {@code stream_listen} only
 * @param backlog length of the queue of connections that are not accepted yet
 * @param ipv6Only whether an IPv6 wildcard address leaves IPv4 alone
 * @param keepAlive TCP keep-alive of accepted connections
 * @param text the entry as the user wrote it
 */
public record Listener(
        String host,
        int port,
        boolean ssl,
        boolean http2,
        boolean proxyProtocol,
        boolean deferred,
        boolean bind,
        boolean reuseport,
        boolean udp,
        OptionalInt backlog,
        Optional<Boolean> ipv6Only,
        Optional<KeepAlive> keepAlive,
        String text) {

    /**
     * TCP keep-alive. Absent numbers leave the system's own.
     *
     * @param enabled whether probes are sent at all
     * @param idleSeconds silence before the first probe
     * @param intervalSeconds time between probes
     * @param count unanswered probes before the connection is given up
     * @param text the value as the user wrote it
     */
    public record KeepAlive(
            boolean enabled, OptionalInt idleSeconds, OptionalInt intervalSeconds, OptionalInt count, String text) {}

    /** Returns the address without looking its name up. */
    public InetSocketAddress unresolvedAddress() {
        return InetSocketAddress.createUnresolved(host, port);
    }

    /** Returns {@code host:port}, with brackets around an IPv6 address. */
    public String authority() {
        return bracketedHost() + ':' + port;
    }

    /** Returns {@code host:port} at which this machine reaches the listener; a wildcard address over loopback. */
    public String localAuthority() {
        String reachable = switch (host) {
            case "0.0.0.0", "*" -> "127.0.0.1";
            case "::" -> "[::1]";
            default -> bracketedHost();
        };
        return reachable + ':' + port;
    }

    /** Returns the URL of {@link #localAuthority}, without a slash at the end. */
    public String localUrl() {
        return (ssl ? "https://" : "http://") + localAuthority();
    }

    /** Returns the entry in the form of {@code GET /}: each flag's pattern, or the text it matched, mapped to a boolean. */
    public Map<String, Object> describe() {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("listener", text);
        out.put("ip", bracketedHost());
        out.put("port", port);
        out.put("ssl", ssl);
        out.put("proxy_protocol", proxyProtocol);
        out.put("bind", bind);
        out.put("reuseport", reuseport);
        out.put("http2", http2);
        out.put("deferred", deferred);
        if (udp) {
            out.put("udp", true);
        }
        out.put(backlog.isPresent() ? "backlog=" + backlog.getAsInt() : "backlog=%d+", backlog.isPresent());
        out.put("ipv6only=on", ipv6Only.equals(Optional.of(true)));
        out.put("ipv6only=off", ipv6Only.equals(Optional.of(false)));
        String keepAliveText = keepAlive.map(KeepAlive::text).orElse("");
        out.put("so_keepalive=on", keepAliveText.equals("on"));
        out.put("so_keepalive=off", keepAliveText.equals("off"));
        boolean detailed = keepAliveText.contains(":");
        out.put(detailed ? "so_keepalive=" + keepAliveText : "so_keepalive=%w*:%w*:%d*", detailed);
        return out;
    }

    private String bracketedHost() {
        return host.indexOf(':') >= 0 ? '[' + host + ']' : host;
    }
}
