package io.gatehouse.model.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterCertificateTest {

    @Test
    @Tag("R4")
    void makesTheCertificateThatClustersAreUsedTo() {
        CertificatePair pair = ClusterCertificate.generate(ClusterCertificate.DEFAULT_VALIDITY);
        X509Certificate leaf = pair.leaf();

        assertEquals(1, leaf.getVersion());
        assertEquals(BigInteger.ZERO, leaf.getSerialNumber());
        assertEquals("CN=kong_clustering", leaf.getSubjectX500Principal().getName());
        assertEquals(leaf.getSubjectX500Principal(), leaf.getIssuerX500Principal());
        assertEquals("SHA256withECDSA", leaf.getSigAlgName());
        assertEquals(
                384, ((ECPublicKey) leaf.getPublicKey()).getParams().getOrder().bitLength());
        assertTrue(pair.belongsTogether());
    }

    @Test
    @Tag("R5")
    void isValidForAsLongAsAsked() {
        X509Certificate leaf = ClusterCertificate.generate(Duration.ofDays(30)).leaf();

        assertEquals(
                Duration.ofDays(30),
                Duration.between(
                        leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant()));
    }

    @Test
    @Tag("R8")
    void keepsTheKeyPrivateOnDisk(@TempDir Path directory) throws IOException {
        Path certificate = directory.resolve("cluster.crt");
        Path key = directory.resolve("cluster.key");
        CertificatePair pair = ClusterCertificate.generate(Duration.ofDays(1));

        PairFiles.create(pair, certificate, key);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(certificate)));
        assertTrue(Files.readString(key).startsWith("-----BEGIN PRIVATE KEY-----"));
        CertificatePair read = CertificatePair.load(certificate.toString(), key.toString());
        assertTrue(CertificatePair.isSame(pair.leaf(), read.leaf()));
    }

    @Test
    @Tag("R4")
    void neverOverwritesAPair(@TempDir Path directory) throws IOException {
        Path certificate = directory.resolve("cluster.crt");
        Path key = Files.writeString(directory.resolve("cluster.key"), "precious");
        CertificatePair pair = ClusterCertificate.generate(Duration.ofDays(1));

        assertThrows(FileAlreadyExistsException.class, () -> PairFiles.create(pair, certificate, key));

        assertFalse(Files.exists(certificate));
        assertEquals("precious", Files.readString(key));
    }

    @Test
    @Tag("R9")
    void trustsThePinnedCertificateAndNoImpostor() throws CertificateException {
        X509Certificate pinned = ClusterCertificate.generate(Duration.ofDays(1)).leaf();
        X509Certificate impostor =
                ClusterCertificate.generate(Duration.ofDays(1)).leaf();
        PinnedTrustManager trust = new PinnedTrustManager(pinned);

        trust.checkServerTrusted(new X509Certificate[] {pinned}, "ECDHE_ECDSA");
        CertificateException refused = assertThrows(
                CertificateException.class,
                () -> trust.checkServerTrusted(new X509Certificate[] {impostor}, "ECDHE_ECDSA"));
        assertTrue(refused.getMessage().contains(CertificatePair.digest(pinned)));
        assertThrows(CertificateException.class, () -> trust.checkClientTrusted(new X509Certificate[0], "ECDHE_ECDSA"));
    }

    @Test
    @Tag("R30")
    void distrustsAnExpiredPinnedCertificate() {
        X509Certificate expired =
                ClusterCertificate.generate(Duration.ofDays(-1)).leaf();

        assertThrows(
                CertificateException.class,
                () -> new PinnedTrustManager(expired)
                        .checkServerTrusted(new X509Certificate[] {expired}, "ECDHE_ECDSA"));
    }
}
