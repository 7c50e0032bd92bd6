package io.gatehouse.model.ocsp;

import io.gatehouse.model.ocsp.Revocation.Bad;
import io.gatehouse.model.ocsp.Revocation.Good;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/** Judges what a responder sent: an answer counts only when the certificate's issuer, or who that issuer appointed, has signed it. */
final class OcspAnswer {

    /** How far clocks may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    /** How old an answer may be that does not say how long it holds. */
    private static final Duration OLDEST = Duration.ofHours(24);

    private static final String FAILED = "failed to validate OCSP response: ";

    private final OcspQuestion question;
    private final Instant now;

    OcspAnswer(OcspQuestion question, Instant now) {
        this.question = question;
        this.now = now;
    }

    /** Never throws: bytes that are no answer are a {@link Bad} one. A good one without end of validity holds until now. */
    Revocation judge(byte[] encoded) {
        try {
            OCSPResp response = new OCSPResp(encoded);
            if (response.getStatus() != OCSPResp.SUCCESSFUL) {
                return bad("the responder answered with status " + response.getStatus() + " instead of 0 (successful)");
            }
            return response.getResponseObject() instanceof BasicOCSPResp basic
                    ? judge(basic)
                    : bad("the response is of a type that is not known");
        } catch (IOException | OCSPException | IllegalArgumentException | ClassCastException unreadable) {
            return bad("the response cannot be read: " + unreadable.getMessage());
        } catch (CertException | OperatorCreationException | java.security.cert.CertificateException unverifiable) {
            return bad("the signature of the response cannot be verified: " + unverifiable.getMessage());
        }
    }

    private Revocation judge(BasicOCSPResp response)
            throws OCSPException, CertException, OperatorCreationException, java.security.cert.CertificateException {
        Optional<String> defect = signatureDefect(response);
        if (defect.isPresent()) {
            return bad(defect.get());
        }
        Extension nonce = response.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        // many responders sign in advance and leave it out (RFC 5019 §4)
        if (nonce != null && !Arrays.equals(nonce.getExtnValue().getOctets(), question.nonce())) {
            return bad("the nonce of the response is not that of the request");
        }
        return Arrays.stream(response.getResponses())
                .filter(each -> question.isAbout(each.getCertID()))
                .findFirst()
                .map(this::judge)
                .orElseGet(() -> bad("the response is about another certificate"));
    }

    private Revocation judge(SingleResp single) {
        Instant from = single.getThisUpdate().toInstant();
        Optional<Instant> until = Optional.ofNullable(single.getNextUpdate()).map(Date::toInstant);
        if (from.isAfter(now.plus(SKEW))) {
            return bad("the response is not valid before " + from);
        }
        if (until.orElse(from.plus(OLDEST)).isBefore(now.minus(SKEW))) {
            return bad("the response is out of date, it was made at " + from
                    + until.map(end -> " and valid until " + end).orElse(""));
        }
        CertificateStatus status = single.getCertStatus();
        if (status == CertificateStatus.GOOD) {
            return new Good(until.filter(now::isBefore).orElse(now));
        }
        String name = status instanceof RevokedStatus revoked
                ? "\"revoked\" (since " + revoked.getRevocationTime().toInstant() + ")"
                : "\"unknown\"";
        return bad("certificate status " + name + " in the OCSP response");
    }

    private Optional<String> signatureDefect(BasicOCSPResp response)
            throws OCSPException, CertException, OperatorCreationException, java.security.cert.CertificateException {
        if (isSignedBy(response, question.issuer())) {
            return Optional.empty();
        }
        String problem = "the response is not signed by the certificate's issuer";
        for (X509CertificateHolder candidate : response.getCerts()) {
            if (isSignedBy(response, candidate)) {
                Optional<String> defect = new OcspDelegate(candidate, question.issuer()).defect(now);
                if (defect.isEmpty()) {
                    return defect;
                }
                problem = defect.get();
            }
        }
        return Optional.of(problem);
    }

    private static boolean isSignedBy(BasicOCSPResp response, X509CertificateHolder signer)
            throws OperatorCreationException, java.security.cert.CertificateException {
        try {
            return response.isSignatureValid(new JcaContentVerifierProviderBuilder().build(signer));
        } catch (OCSPException anotherKindOfKey) {
            return false;
        }
    }

    private static Bad bad(String reason) {
        return new Bad(FAILED + reason);
    }
}
