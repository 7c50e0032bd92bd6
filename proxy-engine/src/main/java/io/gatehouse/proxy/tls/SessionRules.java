package io.gatehouse.proxy.tls;

import io.gatehouse.model.settings.Settings;
import java.time.Duration;

/**
 * How clients that come back are spared a full handshake.
 *
 * @param tickets whether clients keep their session themselves, in a form that only this node can read (RFC 5077, RFC 8446 §4.6.1)
 * @param timeout how long a session may be taken up again; at least a second
 * @param kept sessions of clients without tickets that the node keeps, for all certificates together; 0 keeps none
 */
public record SessionRules(boolean tickets, Duration timeout, int kept) {
    /** As nginx sizes its cache: a megabyte for some 4,000 sessions. */
    private static final long BYTES_PER_SESSION = 256;

    /** Reads {@code ssl_session_tickets}, {@code ssl_session_timeout} and {@code ssl_session_cache_size}. */
    public static SessionRules of(Settings settings) {
        Duration timeout = settings.duration("ssl_session_timeout").orElse(Duration.ofDays(1));
        long bytes = settings.bytes("ssl_session_cache_size").orElse(0L);
        return new SessionRules(
                settings.flag("ssl_session_tickets"),
                timeout.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : timeout,
                (int) Math.min(Integer.MAX_VALUE, bytes / BYTES_PER_SESSION));
    }

    int timeoutSeconds() {
        return (int) Math.min(Integer.MAX_VALUE, timeout.toSeconds());
    }
}
