package io.gatehouse.model.ocsp;

import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/**
 * A signer of answers other than the issuer itself: the issuer must have made its certificate, and for this purpose (RFC 6960
 * §4.2.2.2).
 */
record OcspDelegate(X509CertificateHolder certificate, X509CertificateHolder issuer) {

    /** Why it may not answer for the issuer; empty when it may. */
    Optional<String> defect(Instant now) throws CertException, OperatorCreationException, CertificateException {
        if (!certificate.getIssuer().equals(issuer.getSubject())
                || !certificate.isSignatureValid(new JcaContentVerifierProviderBuilder().build(issuer))) {
            return Optional.of("the response is signed by " + certificate.getSubject()
                    + ", whose certificate was not made by the issuer of the certificate in question");
        }
        ExtendedKeyUsage usage = ExtendedKeyUsage.fromExtensions(certificate.getExtensions());
        if (usage == null || !usage.hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning)) {
            return Optional.of("the response is signed by " + certificate.getSubject()
                    + ", whose certificate lacks the extended key usage OCSPSigning");
        }
        if (!certificate.isValidOn(Date.from(now))) {
            return Optional.of("the response is signed by " + certificate.getSubject()
                    + ", whose certificate is expired or not valid yet");
        }
        return Optional.empty();
    }
}
