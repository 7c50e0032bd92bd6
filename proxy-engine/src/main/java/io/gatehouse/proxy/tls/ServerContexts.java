package io.gatehouse.proxy.tls;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.PkiException;
import io.gatehouse.proxy.entity.CertificateConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS contexts that listeners use. Profile and default certificates can be replaced while they are in use; each handshake has
 * those of its beginning. Thread-safe.
 */
public final class ServerContexts {
    private static final Logger LOG = LoggerFactory.getLogger(ServerContexts.class);

    private final SslProvider provider;
    private final SessionRules sessions;
    private final Optional<Stapling> stapling;
    private final TicketKeys tickets;
    private final List<String> offered;
    private volatile ProfileContexts current;

    /**
     * @param stapling finds out what clients are told of the revocation of certificates; only for the native implementation
     * @param defaults shown when no certificate of the configuration fits the server name
     * @param offered application protocols, the preferred one first (RFC 7301); none: the extension is not answered
     */
    public ServerContexts(
            SslProvider provider,
            TlsProfile profile,
            SessionRules sessions,
            Optional<Stapling> stapling,
            List<CertificatePair> defaults,
            List<String> offered) {
        this.provider = provider;
        this.sessions = sessions;
        this.stapling = stapling;
        this.tickets = new TicketKeys(sessions.timeout());
        this.offered = List.copyOf(offered);
        this.current = made(profile, defaults);
        if (provider == SslProvider.JDK && !sessions.tickets()) {
            LOG.warn(
                    "ssl_session_tickets = off has no effect: the JDK's TLS, which is used as the native library is not"
                            + " available, always gives tickets");
        }
    }

    /**
     * The context for a handshake.
     *
     * @param certificate what to show; empty: the default certificate. That is also shown, and the reason logged, instead of one that
     *     cannot be used
     * @param offer which kinds of certificates the client takes
     * @param promise gets the context, at once or from another thread
     * @return the promise
     */
    public Future<SslContext> of(
            Optional<CertificateConfig> certificate, ClientOffer offer, Promise<SslContext> promise) {
        return current.of(certificate, offer, promise);
    }

    /**
     * Prepares another profile and other default certificates. Connections that are established keep what they have, and so do the
     * sessions of certificates that stay.
     *
     * @return what puts them to use, and cannot fail
     * @throws PkiException when they cannot be used; nothing has changed then
     */
    public Runnable renewal(TlsProfile profile, List<CertificatePair> defaults) {
        ProfileContexts next = made(profile, defaults);
        return () -> current = next;
    }

    private ProfileContexts made(TlsProfile profile, List<CertificatePair> defaults) {
        return new ProfileContexts(provider, profile, sessions, tickets, stapling, defaults, offered);
    }
}
