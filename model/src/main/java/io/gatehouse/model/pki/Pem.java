package io.gatehouse.model.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** Reads and writes PEM (RFC 7468). Text outside the blocks is ignored, as openssl does. */
public final class Pem {
    private Pem() {}

    /**
     * Returns the certificates of a text in the order in which they stand there.
     *
     * @throws PkiException when there is none, or one cannot be read
     */
    public static List<X509Certificate> certificates(String pem) {
        List<X509Certificate> certificates = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
                if (object instanceof X509CertificateHolder holder) {
                    certificates.add(certificate(holder.getEncoded()));
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new PkiException("this is no PEM certificate: " + e.getMessage(), e);
        }
        if (certificates.isEmpty()) {
            throw new PkiException("there is no PEM block CERTIFICATE in it");
        }
        return List.copyOf(certificates);
    }

    /**
     * Returns the certificate of a DER encoding.
     *
     * @throws PkiException when the bytes are none
     */
    public static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new PkiException("this is no DER certificate: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the first private key of a text: PKCS#8 ({@code PRIVATE KEY}), PKCS#1 ({@code RSA PRIVATE KEY}) or SEC1
     * ({@code EC PRIVATE KEY}, with or without a block {@code EC PARAMETERS}).
     *
     * @throws PkiException when there is none, or it is encrypted
     */
    public static PrivateKey privateKey(String pem) {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
                if (object instanceof PrivateKeyInfo info) {
                    return converter.getPrivateKey(info);
                }
                if (object instanceof PEMKeyPair pair) {
                    return converter.getPrivateKey(pair.getPrivateKeyInfo());
                }
                if (object instanceof PEMEncryptedKeyPair || object instanceof PKCS8EncryptedPrivateKeyInfo) {
                    throw new PkiException("the private key is encrypted; store it without a passphrase");
                }
            }
        } catch (PEMException e) {
            throw new PkiException("this kind of private key cannot be used", e);
        } catch (IOException e) {
            throw new PkiException("this is no PEM private key", e);
        }
        throw new PkiException("there is no PEM block PRIVATE KEY in it");
    }

    /** Returns the PEM text of certificates, one block after the other. */
    public static String encode(List<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            try {
                text.append(block("CERTIFICATE", certificate.getEncoded()));
            } catch (CertificateException e) {
                throw new PkiException("the certificate has no encoding", e);
            }
        }
        return text.toString();
    }

    /** Returns the PKCS#8 PEM text of a private key. */
    public static String encode(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    private static String block(String type, byte[] der) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, der));
        } catch (IOException e) {
            throw new PkiException("PEM could not be written", e);
        }
        return text.toString();
    }
}
