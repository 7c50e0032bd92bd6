package io.gatehouse.proxy.link;

import io.gatehouse.model.pki.PkiException;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.trust.ChainValidator;
import io.gatehouse.model.trust.ClusterIdentity;
import io.gatehouse.model.trust.ControlPlaneTrustManager;
import io.gatehouse.model.trust.ExpiryWarnings;
import io.gatehouse.model.trust.NodeTrust;
import io.gatehouse.model.trust.TrustedCertificates;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this data plane shows to control planes and what it asks of them, as the settings say, kept up to date with the files that the
 * settings name.
 *
 * <p>Thread-safe, except that {@link #refresh} and {@link #warn} belong to one thread at a time; {@link #refresh} reads files.
 */
public final class LinkTrust {
    private static final Logger LOG = LoggerFactory.getLogger(LinkTrust.class);

    private final ClusterIdentity identity;
    private final Optional<TrustedCertificates> trusted;
    private final Optional<String> serverName;
    private final int maxIntermediates;
    private final Clock clock;
    private final ExpiryWarnings warnings = new ExpiryWarnings();

    private LinkTrust(
            ClusterIdentity identity,
            Optional<TrustedCertificates> trusted,
            Optional<String> serverName,
            int maxIntermediates,
            Clock clock) {
        this.identity = identity;
        this.trusted = trusted;
        this.serverName = serverName;
        this.maxIntermediates = maxIntermediates;
        this.clock = clock;
    }

    /**
     * Reads the certificates.
     *
     * @throws PkiException when one cannot be used; the message names the settings
     */
    public static LinkTrust of(Settings settings, Clock clock) {
        ClusterIdentity identity;
        try {
            identity = new ClusterIdentity(
                    settings.requiredText("cluster_cert"), settings.requiredText("cluster_cert_key"));
            LinkTls.shared(identity.current());
        } catch (PkiException | IllegalArgumentException unusable) {
            throw new PkiException("cluster_cert, cluster_cert_key: " + unusable.getMessage(), unusable);
        }
        if (!NodeTrust.isPki(settings)) {
            return new LinkTrust(identity, Optional.empty(), Optional.empty(), 0, clock);
        }
        TrustedCertificates trusted = new TrustedCertificates(NodeTrust.SETTINGS, NodeTrust.values(settings));
        Optional<String> serverName = settings.text("cluster_server_name");
        LOG.debug(
                "control planes are trusted through: {}",
                trusted.current().stream()
                        .map(X509Certificate::getSubjectX500Principal)
                        .toList());
        if (serverName.isEmpty()) {
            LOG.info("cluster_server_name is not set: the control plane's certificate must bear the host of"
                    + " cluster_control_plane");
        }
        // the default of one intermediate is too few for what control planes themselves accept
        int maxIntermediates = settings.isSet("lua_ssl_verify_depth")
                ? settings.integer("lua_ssl_verify_depth")
                : ChainValidator.MAX_INTERMEDIATES;
        return new LinkTrust(identity, Optional.of(trusted), serverName, maxIntermediates, clock);
    }

    /** What is shown to control planes by the next attempt. */
    public X509Certificate certificate() {
        return identity.current().chain().get(0);
    }

    /** TLS for the next attempt to reach a control plane; its name is {@code cluster_server_name}, or else the dialled host. */
    public LinkTls tls(LinkAddress address) {
        return tls(address, serverName);
    }

    /**
     * TLS for the next attempt to reach a control plane.
     *
     * @param name what the control plane's certificate must bear, and what is sent as server name; the dialled host when empty.
     *     Without effect in shared mode
     */
    public LinkTls tls(LinkAddress address, Optional<String> name) {
        if (trusted.isEmpty()) {
            return LinkTls.shared(identity.current());
        }
        String expected = name.orElse(address.host());
        return LinkTls.trusting(
                identity.current(),
                new ControlPlaneTrustManager(trusted.get().current(), expected, maxIntermediates, clock),
                expected);
    }

    /** Looks at the files; returns whether anything that matters to connections has changed. */
    public boolean refresh() {
        boolean pair = identity.refresh().isPresent();
        return trusted.map(TrustedCertificates::refresh).orElse(false) | pair;
    }

    /** Writes to the log which certificates are about to expire. */
    public void warn() {
        Map<String, Instant> expiries = new HashMap<>();
        expiries.put("cluster_cert", identity.current().expiresAt());
        warnings.look(expiries, clock.instant());
    }
}
