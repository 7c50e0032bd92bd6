package io.gatehouse.acceptance.conformance;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * Keys and certificates as PEM by name, in place of those that recordings leave out: {@code <holder> certificate|key|public},
 * the same ones for the same name.
 */
final class KeyMaterial {
    private static final Duration VALIDITY = Duration.ofDays(30);

    private final Map<String, KeyPair> pairs = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    String pem(String name) {
        return texts.computeIfAbsent(name, this::make);
    }

    private String make(String name) {
        String[] words = name.split(" ");
        KeyPair pair = pairs.computeIfAbsent(words[0], KeyMaterial::pair);
        return switch (words[1]) {
            case "certificate" -> certificate(words[0], pair);
            case "key" -> text("PRIVATE KEY", pair.getPrivate().getEncoded());
            case "public" -> text("PUBLIC KEY", pair.getPublic().getEncoded());
            default -> throw new IllegalArgumentException("no key material is called " + name);
        };
    }

    private static KeyPair pair(String holder) {
        try {
            boolean rsa = !holder.equals("ec");
            KeyPairGenerator generator = KeyPairGenerator.getInstance(rsa ? "RSA" : "EC");
            generator.initialize(rsa ? 2048 : 256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String certificate(String holder, KeyPair pair) {
        try {
            X500Name name = new X500Name("CN=" + holder);
            Instant end = Instant.now().plus(holder.contains("expired") ? VALIDITY.negated() : VALIDITY);
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.ONE,
                    Date.from(end.minus(VALIDITY.multipliedBy(2))),
                    Date.from(end),
                    name,
                    pair.getPublic());
            if (holder.startsWith("authority")) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            }
            String algorithm = pair.getPrivate().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
            byte[] der = builder.build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate()))
                    .getEncoded();
            return text("CERTIFICATE", der);
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String type, byte[] der) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(new PemObject(type, der));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }
}
