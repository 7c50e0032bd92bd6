package io.gatehouse.proxy.tls;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.PkiException;
import io.gatehouse.proxy.entity.CertificateConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The TLS contexts that listeners use, one per certificate, made when first asked for. Thread-safe. */
public final class ServerContexts {
    private static final Logger LOG = LoggerFactory.getLogger(ServerContexts.class);
    private static final int KEPT = 4096;

    private final SslProvider provider;
    private final TlsProfile profile;
    private final List<String> offered;
    private final SslContext fallback;
    private final ConcurrentMap<CertificateConfig, SslContext> contexts = new ConcurrentHashMap<>();

    /**
     * @param defaults shown when no certificate of the configuration fits the server name
     * @param offered application protocols, the preferred one first (RFC 7301); none: the extension is not answered
     */
    public ServerContexts(
            SslProvider provider, TlsProfile profile, List<CertificatePair> defaults, List<String> offered) {
        this.provider = provider;
        this.profile = profile;
        this.offered = List.copyOf(offered);
        try {
            this.fallback = build(defaults);
        } catch (GeneralSecurityException | SSLException e) {
            throw new PkiException("the default certificate of the listeners cannot be used: " + e.getMessage(), e);
        }
    }

    /** The context of the default certificate. */
    public SslContext fallback() {
        return fallback;
    }

    /** The context of a certificate; that of the default certificate when it cannot be used, which is logged. */
    public SslContext of(CertificateConfig certificate) {
        SslContext known = contexts.get(certificate);
        if (known != null) {
            return known;
        }
        if (contexts.size() >= KEPT) {
            contexts.clear();
        }
        return contexts.computeIfAbsent(certificate, this::make);
    }

    private SslContext make(CertificateConfig certificate) {
        try {
            return build(KeyManagers.pairs(certificate));
        } catch (GeneralSecurityException | SSLException | PkiException e) {
            LOG.error("{} cannot be used, the default certificate is shown instead: {}", certificate, e.getMessage());
            return fallback;
        }
    }

    private SslContext build(List<CertificatePair> pairs) throws GeneralSecurityException, SSLException {
        return SslContextBuilder.forServer(KeyManagers.of(pairs, provider))
                .sslProvider(provider)
                .protocols(profile.protocols())
                .ciphers(profile.ciphers(), SupportedCipherSuiteFilter.INSTANCE)
                .applicationProtocolConfig(applicationProtocols())
                .build();
    }

    private ApplicationProtocolConfig applicationProtocols() {
        return offered.isEmpty() ? ApplicationProtocolConfig.DISABLED : Alpn.offering(offered);
    }
}
