package io.gatehouse.model.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * A certificate or key in one of the forms a setting may have: the path of an existing file, PEM text, or base64 or
 * base64url of PEM or DER. A path is read anew at each call, so that a replaced file is seen.
 *
 * @param path the file, when the value is one
 * @param content what was given in place of a file
 */
public record PemValue(Optional<Path> path, byte[] content) {

    /** Recognises the form of a setting's value; never fails. Relative paths belong to the working directory. */
    public static PemValue of(String value) {
        Optional<Path> file = file(value);
        if (file.isPresent()) {
            return new PemValue(file, new byte[0]);
        }
        String compact = value.replaceAll("\\s", "").replace('-', '+').replace('_', '/');
        if (!value.contains("-----BEGIN")) {
            try {
                return new PemValue(Optional.empty(), Base64.getDecoder().decode(compact));
            } catch (IllegalArgumentException e) {
                // not base64: taken as text, and refused by whoever reads it
            }
        }
        return new PemValue(Optional.empty(), value.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the certificates, leaf first as they stand there.
     *
     * @throws PkiException when there is none
     */
    public List<X509Certificate> certificates() {
        byte[] bytes = bytes();
        if (isPem(bytes)) {
            return Pem.certificates(new String(bytes, StandardCharsets.UTF_8));
        }
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .findFirst()
                    .map(List::of)
                    .orElseThrow(() -> new PkiException("there is no certificate in it"));
        } catch (CertificateException e) {
            throw new PkiException("it is neither PEM nor a DER certificate", e);
        }
    }

    /**
     * Returns the private key.
     *
     * @throws PkiException when there is none
     */
    public PrivateKey privateKey() {
        byte[] bytes = bytes();
        if (isPem(bytes)) {
            return Pem.privateKey(new String(bytes, StandardCharsets.UTF_8));
        }
        try {
            return new JcaPEMKeyConverter().getPrivateKey(PrivateKeyInfo.getInstance(bytes));
        } catch (IOException | RuntimeException e) {
            throw new PkiException("it is neither PEM nor a DER private key in PKCS#8", e);
        }
    }

    private byte[] bytes() {
        if (path.isEmpty()) {
            return content;
        }
        try {
            return Files.readAllBytes(path.get());
        } catch (IOException e) {
            throw new PkiException("the file cannot be read: " + e, e);
        }
    }

    private static boolean isPem(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN");
    }

    private static Optional<Path> file(String value) {
        try {
            Path path = Path.of(value);
            return Files.isRegularFile(path) ? Optional.of(path.toAbsolutePath().normalize()) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
