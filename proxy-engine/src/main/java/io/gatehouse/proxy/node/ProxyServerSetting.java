package io.gatehouse.proxy.node;

import io.gatehouse.model.pki.PkiException;
import io.gatehouse.model.pki.SystemTrust;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.settings.SettingsException;
import io.gatehouse.model.trust.NodeTrust;
import io.gatehouse.proxy.link.ForwardProxy;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The forward proxy as the settings have it. The settings are read again each time, so that a new password in the file
 * is used by the next connection. Thread-safe.
 */
final class ProxyServerSetting implements Supplier<Optional<ForwardProxy>> {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyServerSetting.class);
    private static final String KEY = "proxy_server";

    private final Settings settings;
    private final Supplier<Settings> current;
    private Optional<SslContext> tls = Optional.empty();
    private String url;

    /**
     * @param settings those of the start
     * @param current those of the last reload; read again before each connection
     * @throws StartException when the proxy cannot be used at all
     */
    ProxyServerSetting(Settings settings, Supplier<Settings> current) {
        this.settings = settings;
        this.current = current;
        url = settings.text(KEY).orElse("");
        try {
            get();
        } catch (IllegalArgumentException unusable) {
            throw new StartException(KEY + ": " + unusable.getMessage(), unusable);
        }
    }

    /** Empty when the cluster link goes its way without a proxy. */
    @Override
    public synchronized Optional<ForwardProxy> get() {
        if (!settings.flag("cluster_use_proxy")) {
            return Optional.empty();
        }
        try {
            url = current.get().reread().requiredText(KEY);
        } catch (SettingsException wrongNow) {
            LOG.warn("{} stays as it was, for the settings could not be read again: {}", KEY, wrongNow.errors());
        }
        return Optional.of(ForwardProxy.parse(url, this::tls));
    }

    private SslContext tls() {
        if (tls.isEmpty()) {
            tls = Optional.of(buildTls());
        }
        return tls.get();
    }

    private SslContext buildTls() {
        SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
        if (settings.flag("proxy_server_ssl_verify")) {
            builder.trustManager(authorities()).endpointIdentificationAlgorithm("HTTPS");
        } else {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE).endpointIdentificationAlgorithm(null);
        }
        try {
            return builder.build();
        } catch (SSLException unusable) {
            throw new IllegalArgumentException("TLS cannot be set up: " + unusable.getMessage(), unusable);
        }
    }

    /** What the whole node trusts: the configured authorities and the cluster's own certificate. */
    private List<X509Certificate> authorities() {
        try {
            return SystemTrust.certificates(NodeTrust.values(settings));
        } catch (PkiException unreadable) {
            throw new IllegalArgumentException(
                    NodeTrust.SETTINGS + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
