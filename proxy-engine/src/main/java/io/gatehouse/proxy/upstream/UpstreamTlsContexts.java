package io.gatehouse.proxy.upstream;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.Pem;
import io.gatehouse.model.pki.PkiException;
import io.gatehouse.proxy.entity.CertificateConfig;
import io.gatehouse.proxy.tls.Alpn;
import io.gatehouse.proxy.tls.KeyManagers;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/** The TLS contexts of connections to upstreams, made when first needed and shared by all event loops. Thread-safe. */
public final class UpstreamTlsContexts {
    private static final int KEPT = 1024;

    private final Supplier<SslProvider> provider;
    private final Supplier<List<X509Certificate>> nodeTrust;
    private final Optional<CertificatePair> nodeCertificate;
    private final ConcurrentMap<UpstreamTls, SslContext> contexts = new ConcurrentHashMap<>();

    /**
     * @param provider which TLS implementation to use; asked when the first context is made
     * @param nodeTrust authorities for services that verify without a list of their own
     * @param nodeCertificate shown to upstreams that ask when neither service nor upstream has one
     */
    public UpstreamTlsContexts(
            Supplier<SslProvider> provider,
            Supplier<List<X509Certificate>> nodeTrust,
            Optional<CertificatePair> nodeCertificate) {
        this.provider = provider;
        this.nodeTrust = nodeTrust;
        this.nodeCertificate = nodeCertificate;
    }

    /**
     * A handler for one connection.
     *
     * @throws PkiException when the certificates of the parameters cannot be used
     */
    public SslHandler handler(UpstreamTls tls, InetSocketAddress address, ByteBufAllocator allocator) {
        SslContext context = contexts.get(tls.withoutName());
        if (context == null) {
            if (contexts.size() >= KEPT) {
                contexts.clear();
            }
            context = contexts.computeIfAbsent(tls.withoutName(), this::make);
        }
        String name = tls.serverName().isEmpty() ? address.getAddress().getHostAddress() : tls.serverName();
        return context.newHandler(allocator, name, address.getPort());
    }

    private SslContext make(UpstreamTls tls) {
        try {
            SslContextBuilder builder = SslContextBuilder.forClient()
                    .sslProvider(provider.get())
                    .endpointIdentificationAlgorithm(tls.verify() ? "HTTPS" : "")
                    .trustManager(tls.verify() ? trust(tls) : InsecureTrustManagerFactory.INSTANCE);
            List<CertificatePair> shown = tls.clientCertificate()
                    .map(KeyManagers::pairs)
                    .orElseGet(() -> nodeCertificate.stream().toList());
            if (tls.http2()) {
                builder.applicationProtocolConfig(Alpn.offering(List.of(ApplicationProtocolNames.HTTP_2)));
            }
            if (!shown.isEmpty()) {
                builder.keyManager(KeyManagers.of(shown, provider.get()));
            }
            return builder.build();
        } catch (GeneralSecurityException | SSLException e) {
            throw new PkiException(
                    "TLS to "
                            + tls.clientCertificate()
                                    .map(CertificateConfig::toString)
                                    .orElse("an upstream") + " cannot be set up: " + e.getMessage(),
                    e);
        }
    }

    private TrustManagerFactory trust(UpstreamTls tls) throws GeneralSecurityException {
        List<X509Certificate> authorities = tls.trusted().isEmpty()
                ? nodeTrust.get()
                : tls.trusted().stream()
                        .flatMap(pem -> Pem.certificates(pem).stream())
                        .toList();
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(
                authorities.stream().map(each -> new TrustAnchor(each, null)).collect(Collectors.toSet()),
                new X509CertSelector());
        parameters.setRevocationEnabled(false);
        parameters.setMaxPathLength(tls.verifyDepth());
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        return factory;
    }
}
