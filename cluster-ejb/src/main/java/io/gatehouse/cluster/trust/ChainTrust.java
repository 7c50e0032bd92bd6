package io.gatehouse.cluster.trust;

import io.gatehouse.cluster.trust.Admission.Admitted;
import io.gatehouse.cluster.trust.Admission.Answer;
import io.gatehouse.cluster.trust.Admission.Refused;
import io.gatehouse.model.ocsp.Revocation;
import io.gatehouse.model.ocsp.Revocation.Bad;
import io.gatehouse.model.ocsp.Revocation.Good;
import io.gatehouse.model.ocsp.Revocation.Undetermined;
import io.gatehouse.model.ocsp.RevocationCheck;
import io.gatehouse.model.trust.ChainException;
import io.gatehouse.model.trust.ChainValidator;
import io.gatehouse.model.trust.Purpose;
import io.gatehouse.model.trust.ValidatedChain;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code cluster_mtls = pki}: a data plane's certificate must lead to a certificate of {@code cluster_ca_cert}, and, as
 * {@code cluster_ocsp} says, must not have been revoked. Its names do not matter.
 */
public final class ChainTrust implements DataPlaneTrust {

    private static final Logger LOG = LoggerFactory.getLogger(ChainTrust.class);

    /** When to ask again about a data plane that got in without an answer, or with one that says nothing of its end. */
    private static final Duration WITHOUT_END = Duration.ofMinutes(5);

    private final Supplier<List<X509Certificate>> trusted;
    private final OcspRule ocsp;
    private final RevocationCheck revocations;
    private final Clock clock;
    private final ChainValidator validator = new ChainValidator(Purpose.CLIENT, ChainValidator.MAX_INTERMEDIATES);

    /**
     * @param trusted the certificates of {@code cluster_ca_cert}, asked for at every decision so that renewed ones count at once
     * @param revocations not asked when the rule is {@link OcspRule#OFF}
     */
    public ChainTrust(
            Supplier<List<X509Certificate>> trusted, OcspRule ocsp, RevocationCheck revocations, Clock clock) {
        this.trusted = trusted;
        this.ocsp = ocsp;
        this.revocations = revocations;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Admission> admit(List<X509Certificate> presentedChain) {
        if (presentedChain.isEmpty()) {
            return decided(new Refused(
                    "data plane failed to present client certificate during handshake", Answer.CERTIFICATE_MISSING));
        }
        ValidatedChain chain;
        try {
            chain = validator.validate(presentedChain, trusted.get(), clock.instant());
        } catch (ChainException refused) {
            return decided(new Refused(
                    "client SSL certificate verify error: " + refused.getMessage(), Answer.CERTIFICATE_INVALID));
        }
        if (!chain.purposeStated()) {
            LOG.warn(
                    "the certificate \"{}\" of a data plane does not say for what it may be used; issue it with the extended"
                            + " key usage clientAuth",
                    chain.leaf().getSubjectX500Principal());
        }
        if (ocsp == OcspRule.OFF) {
            return decided(new Admitted(chain.leaf(), chain.validUntil()));
        }
        return revocations.check(chain.leaf(), chain.issuer()).thenApply(revocation -> decide(chain, revocation));
    }

    private Admission decide(ValidatedChain chain, Revocation revocation) {
        if (revocation instanceof Good good) {
            return admitted(chain, good.until());
        }
        if (revocation instanceof Bad bad) {
            return new Refused(
                    "[clustering] data plane client certificate was revoked: " + bad.reason(), Answer.SILENCE);
        }
        String reason = "[clustering] data plane client certificate revocation check failed: "
                + ((Undetermined) revocation).reason();
        if (ocsp == OcspRule.ON) {
            return new Refused(reason, Answer.SILENCE);
        }
        LOG.warn("{}", reason);
        return admitted(chain, clock.instant());
    }

    /** @param known until when the certificate is known not to be revoked */
    private Admitted admitted(ValidatedChain chain, Instant known) {
        Instant soon = clock.instant().plus(WITHOUT_END);
        Instant asked = known.isAfter(clock.instant()) ? known : soon;
        Instant expiry = chain.validUntil();
        return new Admitted(chain.leaf(), asked.isBefore(expiry) ? asked : expiry);
    }

    private static CompletionStage<Admission> decided(Admission admission) {
        return CompletableFuture.completedFuture(admission);
    }
}
