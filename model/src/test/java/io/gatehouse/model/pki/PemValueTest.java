package io.gatehouse.model.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemValueTest {
    private static final CertificatePair PAIR = ClusterCertificate.generate(Duration.ofDays(1));
    private static final CertificatePair OTHER = ClusterCertificate.generate(Duration.ofDays(1));

    @TempDir
    Path directory;

    @Test
    @Tag("R64")
    void readsPathTextAndBase64() throws Exception {
        String pem = Pem.encode(PAIR.chain());
        byte[] der = PAIR.leaf().getEncoded();
        Path file = Files.writeString(directory.resolve("a.crt"), pem);

        for (String value : List.of(
                file.toString(),
                pem,
                "text before\n" + pem,
                Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII)),
                Base64.getMimeEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII)),
                Base64.getEncoder().encodeToString(der),
                Base64.getUrlEncoder().withoutPadding().encodeToString(der))) {
            assertTrue(
                    CertificatePair.isSame(
                            PAIR.leaf(), PemValue.of(value).certificates().get(0)),
                    value);
        }
    }

    @Test
    @Tag("R64")
    void readsEveryCommonFormOfKey() throws IOException {
        KeyPair rsa = KeyPairs.rsa(2048);
        byte[] pkcs1 = PrivateKeyInfo.getInstance(rsa.getPrivate().getEncoded())
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();

        assertEquals(rsa.getPrivate(), key(block("RSA PRIVATE KEY", pkcs1)));
        assertEquals(rsa.getPrivate(), key(Pem.encode(rsa.getPrivate())));
        assertEquals(PAIR.privateKey(), key(Pem.encode(PAIR.privateKey())));
        assertEquals(
                PAIR.privateKey(),
                key(Base64.getEncoder().encodeToString(PAIR.privateKey().getEncoded())));
    }

    @Test
    void readsSec1KeysAsOpensslWritesThem() throws Exception {
        Path file = directory.resolve("sec1.key");
        Process openssl = new ProcessBuilder(
                        "openssl", "ecparam", "-name", "prime256v1", "-genkey", "-out", file.toString())
                .redirectErrorStream(true)
                .start();
        openssl.getInputStream().readAllBytes();
        assertEquals(0, openssl.waitFor());

        assertEquals("EC", key(file.toString()).getAlgorithm());
        assertEquals("EC", key(Files.readString(file)).getAlgorithm());
    }

    @Test
    void readsAReplacedFileAnew() throws IOException {
        Path file = Files.writeString(directory.resolve("a.crt"), Pem.encode(PAIR.chain()));
        PemValue value = PemValue.of(file.toString());
        Files.writeString(file, Pem.encode(OTHER.chain()));

        assertTrue(CertificatePair.isSame(OTHER.leaf(), value.certificates().get(0)));
    }

    @Test
    void keepsTheOrderOfAChain() {
        List<X509Certificate> chain = List.of(PAIR.leaf(), OTHER.leaf());

        assertEquals(chain, PemValue.of(Pem.encode(chain)).certificates());
    }

    @Test
    void refusesWhatIsNeither() {
        assertThrows(PkiException.class, () -> PemValue.of("/no/such/file").certificates());
        assertThrows(PkiException.class, () -> PemValue.of("nofile").certificates());
        assertThrows(
                PkiException.class, () -> PemValue.of(Pem.encode(PAIR.chain())).privateKey());
        assertThrows(
                PkiException.class,
                () -> PemValue.of(Pem.encode(PAIR.privateKey())).certificates());
    }

    @Test
    void noticesAKeyOfAnotherCertificate() {
        assertFalse(new CertificatePair(PAIR.chain(), OTHER.privateKey()).belongsTogether());
        PkiException refused = assertThrows(
                PkiException.class,
                () -> CertificatePair.load(Pem.encode(PAIR.chain()), Pem.encode(OTHER.privateKey())));
        assertTrue(refused.getMessage().contains("does not belong"));
    }

    private static PrivateKey key(String value) {
        return PemValue.of(value).privateKey();
    }

    private static String block(String type, byte[] der) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, der));
        }
        return text.toString();
    }
}
