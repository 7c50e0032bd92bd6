package io.gatehouse.model.pki;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * A certificate with its chain and its private key.
 *
 * @param chain leaf first, then the intermediates as given; never empty
 * @param privateKey key of the leaf
 */
public record CertificatePair(List<X509Certificate> chain, PrivateKey privateKey) {

    public CertificatePair {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new PkiException("a certificate pair needs a certificate");
        }
    }

    /**
     * Reads a pair from two settings' values, each a path, PEM text or base64.
     *
     * @throws PkiException when one cannot be read, or they do not belong together
     */
    public static CertificatePair load(String certificate, String key) {
        CertificatePair pair = new CertificatePair(
                PemValue.of(certificate).certificates(), PemValue.of(key).privateKey());
        if (!pair.belongsTogether()) {
            throw new PkiException("the private key does not belong to the certificate of "
                    + pair.leaf().getSubjectX500Principal());
        }
        return pair;
    }

    /** Returns the certificate the key belongs to. */
    public X509Certificate leaf() {
        return chain.get(0);
    }

    /** Returns the end of the leaf's validity. */
    public Instant expiresAt() {
        return leaf().getNotAfter().toInstant();
    }

    /** Returns whether the key belongs to the leaf. */
    public boolean belongsTogether() {
        if (privateKey instanceof RSAPrivateCrtKey key && leaf().getPublicKey() instanceof RSAPublicKey certified) {
            // the same answer as a signature gives, without the most expensive operation of a start
            return key.getModulus().equals(certified.getModulus())
                    && key.getPublicExponent().equals(certified.getPublicExponent());
        }
        byte[] probe = {1, 2, 3, 4};
        try {
            Signature signature = Signature.getInstance(algorithm(leaf().getPublicKey()));
            signature.initSign(privateKey);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(leaf().getPublicKey());
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Returns the SHA-256 of a certificate's DER encoding in lower-case hexadecimal; what pinning compares. */
    public static String digest(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new PkiException("the certificate cannot be digested", e);
        }
    }

    /** Returns whether two certificates are the same one, byte for byte. */
    public static boolean isSame(X509Certificate one, X509Certificate other) {
        try {
            return MessageDigest.isEqual(one.getEncoded(), other.getEncoded());
        } catch (CertificateEncodingException e) {
            return false;
        }
    }

    /** Keeps the private key out of logs. */
    @Override
    public String toString() {
        return "CertificatePair[" + leaf().getSubjectX500Principal() + ", until " + expiresAt() + "]";
    }

    private static String algorithm(PublicKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }
}
