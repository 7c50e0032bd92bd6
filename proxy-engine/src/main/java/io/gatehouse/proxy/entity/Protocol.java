package io.gatehouse.proxy.entity;

import java.util.Locale;
import java.util.Optional;

/** What a route accepts, or what a service speaks. */
public enum Protocol {
    HTTP(80, false, false),
    HTTPS(443, true, false),
    GRPC(80, false, false),
    GRPCS(443, true, false),
    TCP(0, false, true),
    TLS(0, true, true),
    TLS_PASSTHROUGH(0, false, true),
    UDP(0, false, true);

    private final String text = name().toLowerCase(Locale.ROOT);
    private final int defaultPort;
    private final boolean tls;
    private final boolean stream;

    Protocol(int defaultPort, boolean tls, boolean stream) {
        this.defaultPort = defaultPort;
        this.tls = tls;
        this.stream = stream;
    }

    public static Optional<Protocol> of(String text) {
        for (Protocol protocol : values()) {
            if (protocol.text.equals(text)) {
                return Optional.of(protocol);
            }
        }
        return Optional.empty();
    }

    /** The name in configurations: {@code http}, {@code tls_passthrough}. */
    public String text() {
        return text;
    }

    /** The port that is left out of a {@code Host} header; 0 when there is none. */
    public int defaultPort() {
        return defaultPort;
    }

    /** Whether a service of this protocol is spoken to through TLS. */
    public boolean tls() {
        return tls;
    }

    /** Whether this is a protocol of connections, not of HTTP requests. */
    public boolean stream() {
        return stream;
    }

    public boolean grpc() {
        return this == GRPC || this == GRPCS;
    }
}
