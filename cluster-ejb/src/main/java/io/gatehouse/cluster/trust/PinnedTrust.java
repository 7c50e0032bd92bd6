package io.gatehouse.cluster.trust;

import io.gatehouse.cluster.trust.Admission.Admitted;
import io.gatehouse.cluster.trust.Admission.Answer;
import io.gatehouse.cluster.trust.Admission.Refused;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * {@code cluster_mtls = shared}: every node holds the same certificate, so the one that a data plane presents must be this control
 * plane's own, byte for byte in DER. Issuer, names and key usage do not matter (the pair may be a bare X.509 v1 certificate); its
 * validity period does.
 */
public final class PinnedTrust implements DataPlaneTrust {

    private final Supplier<X509Certificate> pinned;
    private final Clock clock;

    /** @param pinned the control plane's own leaf certificate, asked for at every decision so that a rotated one counts at once */
    public PinnedTrust(Supplier<X509Certificate> pinned, Clock clock) {
        this.pinned = pinned;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Admission> admit(List<X509Certificate> presentedChain) {
        return CompletableFuture.completedFuture(decide(presentedChain));
    }

    private Admission decide(List<X509Certificate> presentedChain) {
        if (presentedChain.isEmpty()) {
            return refused("data plane failed to present client certificate during handshake");
        }
        X509Certificate presented = presentedChain.get(0);
        try {
            if (!MessageDigest.isEqual(presented.getEncoded(), pinned.get().getEncoded())) {
                return refused("data plane presented incorrect client certificate during handshake"
                        + " (digest does not match the control plane certificate)");
            }
        } catch (CertificateEncodingException unreadable) {
            return refused("unable to load data plane client certificate during handshake: " + unreadable.getMessage());
        }
        Instant now = clock.instant();
        if (now.isAfter(presented.getNotAfter().toInstant())) {
            return refused("data plane presented an expired client certificate during handshake (valid until "
                    + presented.getNotAfter().toInstant() + "); renew the cluster certificate on all nodes");
        }
        if (now.isBefore(presented.getNotBefore().toInstant())) {
            return refused(
                    "data plane presented a client certificate during handshake that is not valid yet (valid from "
                            + presented.getNotBefore().toInstant() + "); check the clocks");
        }
        return new Admitted(presented, presented.getNotAfter().toInstant());
    }

    private static Refused refused(String reason) {
        return new Refused(reason, Answer.SILENCE);
    }
}
