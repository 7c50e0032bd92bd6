package io.gatehouse.model.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.pki.Pem;
import io.gatehouse.model.pki.PkiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterIdentityTest {

    private static final CertificatePair FIRST = ClusterCertificate.generate(Duration.ofDays(1));
    private static final CertificatePair SECOND = ClusterCertificate.generate(Duration.ofDays(2));

    @TempDir
    private Path folder;

    private Path certificate;
    private Path key;

    @BeforeEach
    void writeFirst() throws IOException {
        certificate = folder.resolve("cluster.crt");
        key = folder.resolve("cluster.key");
        writeCertificate(FIRST);
        writeKey(FIRST);
    }

    private void writeCertificate(CertificatePair pair) throws IOException {
        Files.writeString(certificate, Pem.encode(pair.chain()));
    }

    private void writeKey(CertificatePair pair) throws IOException {
        Files.writeString(key, Pem.encode(pair.privateKey()));
    }

    private ClusterIdentity identity() {
        return new ClusterIdentity(certificate.toString(), key.toString());
    }

    @Test
    @Tag("R10")
    void takesARenewedPairOnceBothFilesAreThere() throws IOException {
        ClusterIdentity identity = identity();
        assertEquals(FIRST.leaf(), identity.current().leaf());

        writeCertificate(SECOND);
        assertEquals(Optional.empty(), identity.refresh());
        assertEquals(FIRST.leaf(), identity.current().leaf());

        writeKey(SECOND);
        assertEquals(Optional.of(SECOND.leaf()), identity.refresh().map(CertificatePair::leaf));
        assertEquals(Optional.empty(), identity.refresh());
        assertEquals(SECOND.leaf(), identity.current().leaf());
    }

    @Test
    void keepsThePairWhileAFileIsGoneOrBroken() throws IOException {
        ClusterIdentity identity = identity();
        Files.delete(key);
        assertEquals(Optional.empty(), identity.refresh());
        Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertEquals(Optional.empty(), identity.refresh());
        assertEquals(FIRST.leaf(), identity.current().leaf());
        writeKey(FIRST);
        assertEquals(Optional.empty(), identity.refresh());
    }

    @Test
    void doesNotStartWithAPairThatDoesNotFit() throws IOException {
        writeKey(SECOND);
        assertThrows(PkiException.class, this::identity);
    }
}
