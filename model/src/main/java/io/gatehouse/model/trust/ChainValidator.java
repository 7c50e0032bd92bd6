package io.gatehouse.model.trust;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Judges the chain of a peer in {@code pki} mode (RFC 5280 §6). Names of the leaf do not matter here; revocation is asked about
 * elsewhere. A trusted certificate may be a root, an intermediate, or the peer's own leaf.
 *
 * <p>Thread-safe. Checks signatures and blocks for nothing.
 */
public final class ChainValidator {

    /** How many intermediates may stand between a cluster certificate and a trusted root. */
    public static final int MAX_INTERMEDIATES = 4;

    /** TLS itself takes no more from a peer, but the list may come from elsewhere. */
    private static final int MOST_PRESENTED = 16;

    private static final Map<Reason, VerifyError> ERRORS = Map.of(
            PKIXReason.NOT_CA_CERT, VerifyError.INVALID_AUTHORITY,
            PKIXReason.PATH_TOO_LONG, VerifyError.PATH_LENGTH,
            PKIXReason.INVALID_KEY_USAGE, VerifyError.AUTHORITY_USAGE,
            PKIXReason.UNRECOGNIZED_CRIT_EXT, VerifyError.CRITICAL_EXTENSION,
            PKIXReason.INVALID_NAME, VerifyError.NAME_CONSTRAINT,
            BasicReason.INVALID_SIGNATURE, VerifyError.SIGNATURE,
            BasicReason.ALGORITHM_CONSTRAINED, VerifyError.WEAK_SIGNATURE);

    private final Purpose purpose;
    private final int maxIntermediates;

    /** @param maxIntermediates intermediates allowed between leaf and trusted certificate */
    public ChainValidator(Purpose purpose, int maxIntermediates) {
        this.purpose = purpose;
        this.maxIntermediates = maxIntermediates;
    }

    /**
     * Judges a chain.
     *
     * @param presented what the peer sent: its leaf first, then its intermediates in any order; not empty
     * @param trusted the trusted certificates
     * @param now the time at which all certificates must be valid
     * @throws ChainException when there is no way from the leaf to a trusted certificate that is good
     */
    public ValidatedChain validate(List<X509Certificate> presented, List<X509Certificate> trusted, Instant now)
            throws ChainException {
        if (presented.size() > MOST_PRESENTED) {
            throw new ChainException(
                    VerifyError.TOO_LONG,
                    presented.get(0),
                    "it came with " + (presented.size() - 1) + " others, at most " + (MOST_PRESENTED - 1)
                            + " are looked at");
        }
        return new PathSearch(presented, trusted, maxIntermediates, path -> judge(path, presented, trusted, now))
                .find();
    }

    private ValidatedChain judge(
            List<X509Certificate> path, List<X509Certificate> presented, List<X509Certificate> trusted, Instant now)
            throws ChainException {
        int intermediates = path.size() - 2;
        if (intermediates > maxIntermediates) {
            throw new ChainException(
                    VerifyError.TOO_LONG,
                    path.get(0),
                    intermediates + " intermediates stand between it and a trusted certificate, at most "
                            + maxIntermediates + " are allowed");
        }
        for (int depth = 0; depth < path.size(); depth++) {
            X509Certificate certificate = path.get(depth);
            requireValid(certificate, now);
            CertificateStrength.requireKeyOf(certificate, depth == 0);
            if (depth < path.size() - 1) {
                // nobody relies on the signature under a trusted certificate
                CertificateStrength.requireSignatureOf(certificate);
                purpose.requireOf(certificate, depth == 0);
            }
        }
        if (path.size() == 1) {
            purpose.requireOf(path.get(0), true);
            return new ValidatedChain(path, issuerOf(path.get(0), presented, trusted), Purpose.isStatedBy(path.get(0)));
        }
        requirePath(path, now);
        return new ValidatedChain(path, Optional.of(path.get(1)), Purpose.isStatedBy(path.get(0)));
    }

    private static Optional<X509Certificate> issuerOf(
            X509Certificate leaf, List<X509Certificate> presented, List<X509Certificate> trusted) {
        return Stream.concat(trusted.stream(), presented.stream())
                .filter(each -> each.getSubjectX500Principal().equals(leaf.getIssuerX500Principal()))
                .filter(each -> PathSearch.signed(each, leaf))
                .findFirst();
    }

    private static void requireValid(X509Certificate certificate, Instant now) throws ChainException {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (now.isAfter(until)) {
            throw new ChainException(VerifyError.EXPIRED, certificate, "it was valid until " + until);
        }
        if (now.isBefore(from)) {
            throw new ChainException(
                    VerifyError.NOT_YET_VALID, certificate, "it is valid from " + from + " on; check the clocks");
        }
    }

    private static void requirePath(List<X509Certificate> path, Instant now) throws ChainException {
        try {
            CertPath certificates =
                    CertificateFactory.getInstance("X.509").generateCertPath(path.subList(0, path.size() - 1));
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(path.get(path.size() - 1), null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX").validate(certificates, parameters);
        } catch (CertPathValidatorException refused) {
            int index = refused.getIndex() < 0 ? path.size() - 1 : refused.getIndex();
            throw new ChainException(
                    ERRORS.getOrDefault(refused.getReason(), VerifyError.UNSPECIFIED),
                    path.get(index),
                    String.valueOf(refused.getMessage()));
        } catch (GeneralSecurityException unusable) {
            throw new ChainException(VerifyError.UNSPECIFIED, path.get(0), unusable.toString());
        }
    }
}
