package io.gatehouse.proxy.tls;

import io.gatehouse.model.pki.CertificatePair;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLSessionContext;

/** The TLS context of one certificate, and its sessions. Thread-safe. */
final class ListenerContext {
    private final SslContext context;
    private final X509Certificate certificate;
    private final byte[] identity;
    private final SessionRules rules;
    private final TicketKeys keys;
    private volatile long generation = -1;
    private int kept = -1;

    /**
     * @param certificate that the context shows
     */
    ListenerContext(SslContext context, X509Certificate certificate, SessionRules rules, TicketKeys keys) {
        this.context = context;
        this.certificate = certificate;
        identity = CertificatePair.digest(certificate).getBytes(StandardCharsets.US_ASCII);
        this.rules = rules;
        this.keys = keys;
        context.sessionContext().setSessionTimeout(rules.timeoutSeconds());
    }

    /** Those that the TLS implementation made of the profile's. */
    List<String> ciphers() {
        return context.cipherSuites();
    }

    boolean isEcdsa() {
        return certificate.getPublicKey().getAlgorithm().equals("EC");
    }

    /** For the next handshake: with keys that are in use now. */
    SslContext current() {
        if (rules.tickets() && context.sessionContext() instanceof OpenSslSessionContext sessions) {
            long now = keys.generation();
            if (now != generation) {
                renew(sessions, now);
            }
        }
        return context;
    }

    private synchronized void renew(OpenSslSessionContext sessions, long now) {
        if (now > generation) {
            sessions.setTicketKeys(keys.of(identity, now));
            generation = now;
        }
    }

    /**
     * Sets how many sessions of clients without tickets are kept. Forgets those there are when that is fewer than before.
     *
     * @param sessions 0 for none
     */
    synchronized void keep(int sessions) {
        if (sessions == kept) {
            return;
        }
        kept = sessions;
        SSLSessionContext sessionContext = context.sessionContext();
        if (sessionContext instanceof OpenSslSessionContext openSsl) {
            openSsl.setSessionCacheEnabled(sessions > 0);
        }
        // 0 would stand for any number
        sessionContext.setSessionCacheSize(Math.max(1, sessions));
    }
}
