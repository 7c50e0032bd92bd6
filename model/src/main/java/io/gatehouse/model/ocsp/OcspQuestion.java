package io.gatehouse.model.ocsp;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * The question whether one certificate was revoked (RFC 6960 §4.1), with a nonce that ties the answer to it (RFC 9654).
 *
 * @param issuer whose certificate it is
 * @param encoded what is sent
 * @param nonce the value of the extension as sent
 */
record OcspQuestion(X509CertificateHolder issuer, BigInteger serialNumber, byte[] encoded, byte[] nonce) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 16;

    /** @throws OCSPException when one of the certificates cannot be put into a question */
    static OcspQuestion about(X509Certificate leaf, X509Certificate issuer) throws OCSPException {
        byte[] random = new byte[NONCE_BYTES];
        RANDOM.nextBytes(random);
        try {
            byte[] nonce = new DEROctetString(random).getEncoded();
            X509CertificateHolder holder = new JcaX509CertificateHolder(issuer);
            // SHA-1 names the issuer here and protects nothing; every responder knows it (RFC 5019 §2.1.1)
            CertificateID id =
                    new CertificateID(digests().get(CertificateID.HASH_SHA1), holder, leaf.getSerialNumber());
            byte[] encoded = new OCSPReqBuilder()
                    .addRequest(id)
                    .setRequestExtensions(
                            new Extensions(new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, nonce)))
                    .build()
                    .getEncoded();
            return new OcspQuestion(holder, leaf.getSerialNumber(), encoded, nonce);
        } catch (OperatorCreationException | CertificateEncodingException | IOException failed) {
            throw new OCSPException(failed.getMessage(), failed);
        }
    }

    /** Whether an answer's certificate id means this question's certificate. */
    boolean isAbout(CertificateID id) {
        try {
            return id.getSerialNumber().equals(serialNumber) && id.matchesIssuer(issuer, digests());
        } catch (OCSPException | OperatorCreationException unknownDigest) {
            return false;
        }
    }

    private static DigestCalculatorProvider digests() throws OperatorCreationException {
        return new JcaDigestCalculatorProviderBuilder().build();
    }
}
