package io.gatehouse.model.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultCertificateTest {

    @Test
    @Tag("R101")
    void makesOneOfEachKeyTypeOnce(@TempDir Path directory) throws Exception {
        List<CertificatePair> made = DefaultCertificate.ensure(directory.resolve("ssl"), DefaultCertificate.Use.PROXY);
        List<CertificatePair> kept = DefaultCertificate.ensure(directory.resolve("ssl"), DefaultCertificate.Use.PROXY);

        assertEquals(
                List.of("RSA", "EC"),
                made.stream().map(pair -> pair.privateKey().getAlgorithm()).toList());
        assertEquals(made, kept);
        X509Certificate leaf = made.get(0).leaf();
        assertEquals(
                "CN=localhost,OU=IT Department,O=Kong,L=San Francisco,ST=California,C=US",
                leaf.getSubjectX500Principal().getName());
        assertEquals(3, leaf.getVersion());
        assertEquals(-1, leaf.getBasicConstraints());
        assertEquals(List.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"), leaf.getExtendedKeyUsage());
        Path key = directory.resolve("ssl/kong-default-ecdsa.key");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
    }

    @Test
    void namesADamagedFile(@TempDir Path directory) throws IOException {
        Path certificate = DefaultCertificate.Use.ADMIN.rsaCertificate(directory);
        Files.writeString(certificate, "nonsense");
        Files.writeString(DefaultCertificate.keyOf(certificate), "nonsense");

        PkiException refused = assertThrows(
                PkiException.class, () -> DefaultCertificate.ensure(directory, DefaultCertificate.Use.ADMIN));

        assertTrue(refused.getMessage().contains("admin-kong-default.crt"), refused.getMessage());
    }

    @Test
    @Tag("R158")
    void takesTheFirstBundleOfTheSystem(@TempDir Path root) throws IOException {
        assertTrue(SystemTrust.bundle(root).isEmpty());
        List<String> places = List.of(
                "etc/ssl/cert.pem",
                "etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
                "etc/pki/tls/cacert.pem",
                "etc/ssl/ca-bundle.pem",
                "etc/pki/tls/certs/ca-bundle.crt",
                "etc/ssl/certs/ca-certificates.crt");
        for (String place : places) {
            Path bundle = root.resolve(place);
            Files.createDirectories(bundle.getParent());
            Files.writeString(bundle, "");
            assertEquals(bundle, SystemTrust.bundle(root).orElseThrow());
        }
    }
}
