package io.gatehouse.model.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The self-signed certificates a TLS listener presents until it is given others: one with RSA, one with ECDSA, made once
 * and kept under {@code <prefix>/ssl}.
 */
public final class DefaultCertificate {
    private static final Duration VALIDITY = Duration.ofDays(20 * 365);
    private static final int SERIAL_BITS = 128;

    private DefaultCertificate() {}

    /**
     * Which listener the certificates are for; each has files of its own.
     */
    public enum Use {
        PROXY(""),
        ADMIN("admin-"),
        ADMIN_GUI("admin-gui-"),
        STATUS("status-");

        private final String filePrefix;

        Use(String filePrefix) {
            this.filePrefix = filePrefix;
        }

        /** Returns the file of the certificate with an RSA key; its key lies beside it with the extension {@code .key}. */
        public Path rsaCertificate(Path sslDirectory) {
            return sslDirectory.resolve(filePrefix + "kong-default.crt");
        }

        /** Returns the file of the certificate with a P-256 key; its key lies beside it with the extension {@code .key}. */
        public Path ecdsaCertificate(Path sslDirectory) {
            return sslDirectory.resolve(filePrefix + "kong-default-ecdsa.crt");
        }
    }

    /**
     * Returns both pairs, RSA first, after making those that do not exist yet. Safe for several processes on one prefix.
     *
     * @throws IOException when the directory cannot be written to
     * @throws PkiException when an existing file is damaged; deleting it makes a new one
     */
    public static List<CertificatePair> ensure(Path sslDirectory, Use use) throws IOException {
        Files.createDirectories(sslDirectory);
        return List.of(
                ensure(use.rsaCertificate(sslDirectory), true), ensure(use.ecdsaCertificate(sslDirectory), false));
    }

    /** Returns the file of the key that belongs to a certificate's file. */
    public static Path keyOf(Path certificate) {
        String name = certificate.getFileName().toString();
        return certificate.resolveSibling(name.substring(0, name.length() - ".crt".length()) + ".key");
    }

    private static CertificatePair ensure(Path certificate, boolean rsa) throws IOException {
        Path key = keyOf(certificate);
        if (!Files.exists(certificate) || !Files.exists(key)) {
            Files.deleteIfExists(certificate);
            Files.deleteIfExists(key);
            try {
                PairFiles.create(generate(rsa), certificate, key);
            } catch (FileAlreadyExistsException e) {
                // another process of this prefix was faster; its pair is as good
            }
        }
        try {
            return CertificatePair.load(certificate.toString(), key.toString());
        } catch (PkiException e) {
            throw new PkiException(
                    certificate + " or its key is damaged (" + e.getMessage() + "); delete both to have new ones made",
                    e);
        }
    }

    private static CertificatePair generate(boolean rsa) {
        KeyPair keys = rsa ? KeyPairs.rsa(2048) : KeyPairs.ec("secp256r1");
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.C, "US")
                .addRDN(BCStyle.ST, "California")
                .addRDN(BCStyle.L, "San Francisco")
                .addRDN(BCStyle.O, "Kong")
                .addRDN(BCStyle.OU, "IT Department")
                .addRDN(BCStyle.CN, "localhost")
                .build();
        Instant now = Instant.now();
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                            name,
                            new BigInteger(SERIAL_BITS, new SecureRandom()),
                            Date.from(now),
                            Date.from(now.plus(VALIDITY)),
                            name,
                            keys.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                        KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                    }))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
            String algorithm = rsa ? "SHA256withRSA" : "SHA256withECDSA";
            byte[] der = builder.build(new JcaContentSignerBuilder(algorithm).build(keys.getPrivate()))
                    .getEncoded();
            return new CertificatePair(List.of(Pem.certificate(der)), keys.getPrivate());
        } catch (OperatorCreationException | GeneralSecurityException | IOException e) {
            throw new PkiException("the default certificate could not be made", e);
        }
    }
}
