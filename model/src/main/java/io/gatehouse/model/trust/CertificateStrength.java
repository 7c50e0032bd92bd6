package io.gatehouse.model.trust;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Locale;

/** The least that keys and signatures must have: 112 bits of security (NIST SP 800-57 part 1, table 2). */
final class CertificateStrength {
    private static final int RSA_BITS = 2048;
    private static final int EC_BITS = 224;
    private static final List<String> BROKEN_DIGESTS = List.of("MD2", "MD5", "SHA1");

    private CertificateStrength() {}

    /** @throws ChainException when the key could be guessed, whatever signed the certificate */
    static void requireKeyOf(X509Certificate certificate, boolean leaf) throws ChainException {
        PublicKey key = certificate.getPublicKey();
        int least = key instanceof ECPublicKey ? EC_BITS : RSA_BITS;
        int bits = key instanceof RSAPublicKey rsa
                ? rsa.getModulus().bitLength()
                : key instanceof ECPublicKey ec ? ec.getParams().getOrder().bitLength() : Integer.MAX_VALUE;
        if (bits < least) {
            throw new ChainException(
                    leaf ? VerifyError.WEAK_KEY : VerifyError.WEAK_AUTHORITY_KEY,
                    certificate,
                    "its " + key.getAlgorithm() + " key has " + bits + " bits, at least " + least + " are needed");
        }
    }

    /** @throws ChainException when the signature under the certificate could be forged */
    static void requireSignatureOf(X509Certificate certificate) throws ChainException {
        String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (BROKEN_DIGESTS.stream().anyMatch(digest -> algorithm.startsWith(digest + "WITH"))) {
            throw new ChainException(
                    VerifyError.WEAK_SIGNATURE,
                    certificate,
                    "it is signed with " + certificate.getSigAlgName() + ", use SHA-256 or better");
        }
    }
}
