package io.gatehouse.model.format;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Certificates and keys in PEM (RFC 7468), as entities hold them. Messages never contain the text itself. */
public final class CertificateText {
    private CertificateText() {}

    /** The problem with {@code pem} as text that begins with a certificate; a chain may follow. */
    public static Optional<String> certificateProblem(String pem) {
        try {
            return certificates(pem).isEmpty()
                    ? Optional.of("invalid certificate: no PEM block of type CERTIFICATE found")
                    : Optional.empty();
        } catch (GeneralSecurityException malformed) {
            return Optional.of("invalid certificate: " + reason(malformed));
        }
    }

    /** The problem with {@code pem} as a private key without passphrase. */
    public static Optional<String> privateKeyProblem(String pem) {
        try {
            return privateKey(pem).isPresent()
                    ? Optional.empty()
                    : Optional.of("invalid key: no PEM block with an unencrypted private key found");
        } catch (GeneralSecurityException malformed) {
            return Optional.of("invalid key: " + reason(malformed));
        }
    }

    /**
     * All certificates of a PEM text, in order.
     *
     * @throws GeneralSecurityException when a block cannot be read
     */
    public static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
        for (Object block : blocks(pem)) {
            if (block instanceof X509CertificateHolder holder) {
                certificates.add(converter.getCertificate(holder));
            }
        }
        return certificates;
    }

    /**
     * The first private key of a PEM text (PKCS #1, SEC 1 or PKCS #8), or empty.
     *
     * @throws GeneralSecurityException when a block cannot be read
     */
    public static Optional<PrivateKey> privateKey(String pem) throws GeneralSecurityException {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        for (Object block : blocks(pem)) {
            try {
                if (block instanceof PEMKeyPair pair) {
                    return Optional.of(converter.getPrivateKey(pair.getPrivateKeyInfo()));
                }
                if (block instanceof PrivateKeyInfo info) {
                    return Optional.of(converter.getPrivateKey(info));
                }
            } catch (IOException malformed) {
                throw new GeneralSecurityException(malformed.getMessage(), malformed);
            }
        }
        return Optional.empty();
    }

    /**
     * The first public key of a PEM text ({@code PUBLIC KEY}, or PKCS #1), or empty.
     *
     * @throws GeneralSecurityException when a block cannot be read
     */
    public static Optional<PublicKey> publicKey(String pem) throws GeneralSecurityException {
        for (Object block : blocks(pem)) {
            if (block instanceof SubjectPublicKeyInfo info) {
                try {
                    return Optional.of(new JcaPEMKeyConverter().getPublicKey(info));
                } catch (IOException malformed) {
                    throw new GeneralSecurityException(malformed.getMessage(), malformed);
                }
            }
        }
        return Optional.empty();
    }

    private static List<Object> blocks(String pem) throws GeneralSecurityException {
        List<Object> blocks = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
                blocks.add(block);
            }
        } catch (IOException | RuntimeException malformed) {
            // the parser throws unchecked exceptions for some kinds of damaged encodings
            throw new GeneralSecurityException("malformed PEM or DER encoding", malformed);
        }
        return blocks;
    }

    private static String reason(GeneralSecurityException malformed) {
        return malformed.getMessage() == null ? malformed.getClass().getSimpleName() : malformed.getMessage();
    }
}
