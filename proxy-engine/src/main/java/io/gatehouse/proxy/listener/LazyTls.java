package io.gatehouse.proxy.listener;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.DefaultCertificate;
import io.gatehouse.model.pki.SystemTrust;
import io.gatehouse.model.settings.Listener;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.trust.NodeTrust;
import io.gatehouse.proxy.tls.ServerContexts;
import io.gatehouse.proxy.tls.SessionRules;
import io.gatehouse.proxy.tls.Stapling;
import io.gatehouse.proxy.tls.TlsEngine;
import io.gatehouse.proxy.tls.TlsProfile;
import io.gatehouse.proxy.upstream.UpstreamTlsContexts;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the proxy needs of TLS, made when it is first needed. Thread-safe. */
final class LazyTls {
    private static final Logger LOG = LoggerFactory.getLogger(LazyTls.class);

    private final Settings settings;
    private final boolean secure;
    private List<CertificatePair> defaults;
    private TlsEngine engine;
    private Optional<Stapling> stapling = Optional.empty();
    private final List<ServerContexts> made = new ArrayList<>();

    /**
     * @param secure whether a listener speaks TLS
     */
    LazyTls(Settings settings, boolean secure) {
        this.settings = settings;
        this.secure = secure;
    }

    /** Which implementation is used. */
    synchronized SslProvider provider() {
        if (engine == null) {
            defaults = secure ? defaultCertificates(settings) : List.of();
            engine = new TlsEngine(defaults);
        }
        return engine.provider();
    }

    /** The contexts of the proxy listeners. */
    ServerContexts proxyContexts() {
        boolean http2 = settings.listeners("proxy_listen").stream().anyMatch(Listener::http2);
        return contexts(
                http2
                        ? List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1)
                        : List.of(ApplicationProtocolNames.HTTP_1_1));
    }

    /** The contexts of the stream listeners, which do not know what is spoken within TLS. */
    ServerContexts streamContexts() {
        return contexts(List.of());
    }

    private synchronized ServerContexts contexts(List<String> applicationProtocols) {
        // sets the default certificates, too
        SslProvider provider = provider();
        ServerContexts contexts = new ServerContexts(
                provider,
                TlsProfile.of(settings),
                SessionRules.of(settings),
                stapling(provider),
                defaults,
                applicationProtocols);
        made.add(contexts);
        return contexts;
    }

    private Optional<Stapling> stapling(SslProvider provider) {
        if (!settings.flag("nginx_proxy_ssl_stapling")) {
            return Optional.empty();
        }
        if (provider == SslProvider.JDK) {
            LOG.warn("nginx_proxy_ssl_stapling = on has no effect: it needs the native TLS library");
            return Optional.empty();
        }
        if (stapling.isEmpty()) {
            stapling = Optional.of(new Stapling());
        }
        return stapling;
    }

    /**
     * Reads the default certificates and the profile of all listeners again.
     *
     * @return what puts them to use, and cannot fail
     * @throws PkiException when they cannot be used; nothing has changed then
     */
    synchronized Runnable renewal(Settings changed) {
        if (made.isEmpty()) {
            return () -> {};
        }
        TlsProfile profile = TlsProfile.of(changed);
        List<CertificatePair> certificates = defaultCertificates(changed);
        List<Runnable> renewals = made.stream()
                .map(contexts -> contexts.renewal(profile, certificates))
                .toList();
        return () -> renewals.forEach(Runnable::run);
    }

    /** The contexts of connections to upstreams. */
    UpstreamTlsContexts upstreamContexts() {
        Optional<CertificatePair> shown = settings.flag("client_ssl")
                ? Optional.of(CertificatePair.load(
                        settings.requiredText("client_ssl_cert"), settings.requiredText("client_ssl_cert_key")))
                : Optional.empty();
        List<String> trust = NodeTrust.values(settings);
        return new UpstreamTlsContexts(this::provider, () -> SystemTrust.certificates(trust), shown);
    }

    private static List<CertificatePair> defaultCertificates(Settings settings) {
        List<String> certificates = settings.list("ssl_cert");
        List<String> keys = settings.list("ssl_cert_key");
        if (certificates.isEmpty()) {
            try {
                return DefaultCertificate.ensure(settings.prefix().resolve("ssl"), DefaultCertificate.Use.PROXY);
            } catch (IOException e) {
                throw new UncheckedIOException("the default certificates of the proxy cannot be kept", e);
            }
        }
        List<CertificatePair> pairs = new ArrayList<>();
        for (int i = 0; i < certificates.size(); i++) {
            pairs.add(CertificatePair.load(certificates.get(i), keys.get(i)));
        }
        return pairs;
    }
}
