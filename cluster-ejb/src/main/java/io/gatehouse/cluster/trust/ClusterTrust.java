package io.gatehouse.cluster.trust;

import io.gatehouse.model.ocsp.RevocationCheck;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.PkiException;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.trust.ClusterIdentity;
import io.gatehouse.model.trust.ExpiryWarnings;
import io.gatehouse.model.trust.TrustedCertificates;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a control plane shows to data planes and what it asks of them, as its settings say, kept up to date with the files that the
 * settings name.
 *
 * <p>Thread-safe, except that {@link #follow} and {@link #warn} belong to one thread at a time; {@link #follow} reads files.
 */
public final class ClusterTrust {

    private final ClusterIdentity identity;
    private final Optional<TrustedCertificates> authorities;
    private final AdmittedPeers peers;
    private final ExpiryWarnings warnings = new ExpiryWarnings();

    private ClusterTrust(ClusterIdentity identity, Optional<TrustedCertificates> authorities, AdmittedPeers peers) {
        this.identity = identity;
        this.authorities = authorities;
        this.peers = peers;
    }

    /**
     * Reads the certificates.
     *
     * @throws PkiException when one cannot be used
     */
    public static ClusterTrust of(Settings settings, Clock clock) {
        ClusterIdentity identity =
                new ClusterIdentity(settings.requiredText("cluster_cert"), settings.requiredText("cluster_cert_key"));
        if (!settings.requiredText("cluster_mtls").equals("pki")) {
            DataPlaneTrust pinned = new PinnedTrust(() -> identity.current().leaf(), clock);
            return new ClusterTrust(identity, Optional.empty(), new AdmittedPeers(pinned, clock));
        }
        TrustedCertificates authorities =
                new TrustedCertificates("cluster_ca_cert", List.of(settings.requiredText("cluster_ca_cert")));
        DataPlaneTrust chain = new ChainTrust(
                authorities::current,
                OcspRule.parse(settings.requiredText("cluster_ocsp")),
                new RevocationCheck(clock),
                clock);
        return new ClusterTrust(identity, Optional.of(authorities), new AdmittedPeers(chain, clock));
    }

    /** The pair that the control plane shows now. */
    public CertificatePair identity() {
        return identity.current();
    }

    /** Who may connect, and who is connected. */
    public AdmittedPeers peers() {
        return peers;
    }

    /**
     * Looks at the files and at the admissions that have ended; called about once a second.
     *
     * @param renewed takes a pair that the control plane shows from now on
     */
    public void follow(Consumer<CertificatePair> renewed) {
        Optional<CertificatePair> pair = identity.refresh();
        pair.ifPresent(renewed);
        boolean trustChanged = authorities.map(TrustedCertificates::refresh).orElse(pair.isPresent());
        if (trustChanged) {
            peers.checkAll();
        } else {
            peers.check();
        }
    }

    /** Writes to the log which certificates are about to expire; called about once an hour. */
    public void warn(Instant now) {
        Map<String, Instant> expiries = new HashMap<>();
        expiries.put("cluster_cert", identity.current().expiresAt());
        for (X509Certificate authority :
                authorities.map(TrustedCertificates::current).orElse(List.of())) {
            expiries.put(
                    "cluster_ca_cert \"" + authority.getSubjectX500Principal() + "\"",
                    authority.getNotAfter().toInstant());
        }
        peers.expiries().forEach((name, expiry) -> expiries.put("of data plane" + name, expiry));
        warnings.look(expiries, now);
    }
}
