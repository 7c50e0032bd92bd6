package io.gatehouse.model.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.error.EntityException;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;

class CertificateEntityTest {
    private static final KeyPair RSA = pair("RSA", 1024);
    private static final KeyPair OTHER_RSA = pair("RSA", 1024);
    private static final KeyPair EC = pair("EC", 256);

    private final EntityCatalog catalog = EntityCatalog.of(BundledPlugins.all());
    private final EntityValidator validator = new EntityValidator(catalog);

    @Test
    void acceptsAPairOfEachKind() {
        ObjectNode certificate = document("cert", pem(certificate(RSA, 1, false)), "key", pem(RSA.getPrivate()));
        certificate.put("cert_alt", pem(certificate(EC, 1, false))).put("key_alt", pem(EC.getPrivate()));
        validator.forInsert(type("certificates"), certificate);
    }

    @Test
    void refusesAKeyOfAnotherCertificate() {
        assertRefused(
                "certificates",
                document("cert", pem(certificate(RSA, 1, false)), "key", pem(OTHER_RSA.getPrivate())),
                "schema violation (certificate does not match key)");
        assertRefused(
                "certificates",
                document("cert", pem(certificate(RSA, 1, false)), "key", pem(EC.getPrivate())),
                "schema violation (certificate does not match key)");
    }

    @Test
    void refusesAnAlternativeOfTheSameKind() {
        ObjectNode certificate = document("cert", pem(certificate(RSA, 1, false)), "key", pem(RSA.getPrivate()));
        certificate.put("cert_alt", pem(certificate(OTHER_RSA, 1, false))).put("key_alt", pem(OTHER_RSA.getPrivate()));
        assertRefused(
                "certificates",
                certificate,
                "schema violation (certificate and alternative certificate need to have different type (e.g. RSA and "
                        + "ECDSA), the provided certificates were both of the same type)");
    }

    @Test
    void saysWhatIsNoCertificateWithoutRepeatingTheKey() {
        EntityException refusal = assertThrows(
                EntityException.class,
                () -> validator.forInsert(type("certificates"), document("cert", "x", "key", "very-secret")));
        assertTrue(refusal.getMessage().startsWith("2 schema violations (cert: invalid certificate: "));
        assertTrue(refusal.getMessage().contains("; key: invalid key: "), refusal.getMessage());
        assertEquals(-1, refusal.getMessage().indexOf("very-secret"));
    }

    @Test
    void oneNameMayStandForAListWhenReplacing() {
        ObjectNode certificate = document("cert", pem(certificate(RSA, 1, false)), "key", pem(RSA.getPrivate()));
        certificate.put("snis", "a.test");
        assertRefused("certificates", certificate, "schema violation (snis: expected an array)");
        assertEquals(
                "[\"a.test\"]",
                validator
                        .forUpsert(type("certificates"), certificate)
                        .get("snis")
                        .toString());
    }

    @Test
    void computesTheDigestOfAnAuthority() {
        String pem = pem(certificate(RSA, 1, true));
        ObjectNode authority = validator.forInsert(type("ca_certificates"), document("cert", pem, "cert_digest", "x"));
        assertTrue(authority.get("cert_digest").asText().matches("[0-9a-f]{64}"));
    }

    @Test
    void refusesWhatIsNoAuthority() {
        assertRefused(
                "ca_certificates",
                JsonNodeFactory.instance.objectNode().put("cert", pem(certificate(RSA, 1, false))),
                "schema violation (certificate does not appear to be a CA because it is missing the \"CA\" basic"
                        + " constraint)");
        assertRefused(
                "ca_certificates",
                JsonNodeFactory.instance.objectNode().put("cert", pem(certificate(RSA, -1, true))),
                "schema violation (certificate expired, \"Not After\" time is in the past)");
        String twice = pem(certificate(RSA, 1, true)).repeat(2);
        assertRefused(
                "ca_certificates",
                JsonNodeFactory.instance.objectNode().put("cert", twice),
                "schema violation (please submit only one certificate at a time)");
    }

    private EntityType type(String name) {
        return catalog.type(name).orElseThrow();
    }

    private void assertRefused(String type, ObjectNode document, String message) {
        assertEquals(
                message,
                assertThrows(EntityException.class, () -> validator.forInsert(type(type), document))
                        .getMessage());
    }

    private static ObjectNode document(String first, String firstValue, String second, String secondValue) {
        return JsonNodeFactory.instance.objectNode().put(first, firstValue).put(second, secondValue);
    }

    private static KeyPair pair(String algorithm, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static Object certificate(KeyPair pair, int daysLeft, boolean authority) {
        try {
            X500Name name = new X500Name("CN=test");
            Instant end = Instant.now().plus(Duration.ofDays(daysLeft));
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.ONE,
                    Date.from(end.minus(Duration.ofDays(10))),
                    Date.from(end),
                    name,
                    pair.getPublic());
            if (authority) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            }
            String algorithm = pair.getPrivate().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
            return builder.build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate()));
        } catch (OperatorCreationException | IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String pem(Object block) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(
                    block instanceof PrivateKey key ? new PemObject("PRIVATE KEY", key.getEncoded()) : block);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
        return text.toString();
    }
}
