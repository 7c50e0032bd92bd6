package io.gatehouse.liberty.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.pki.Pem;
import io.gatehouse.model.pki.PkiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyStoreFileTest {
    private static final char[] PASSWORD = "test".toCharArray();

    @TempDir
    private Path folder;

    private Path certificate;
    private Path key;
    private KeyStoreFile keyStore;

    @BeforeEach
    void writeFirst() throws IOException {
        certificate = folder.resolve("admin.crt");
        key = folder.resolve("admin.key");
        keyStore = new KeyStoreFile(
                folder.resolve("admin.p12"),
                PASSWORD,
                List.of(new KeyStoreFile.Source(certificate.toString(), key.toString())));
        replace(ClusterCertificate.generate(Duration.ofDays(1)), Instant.now().minusSeconds(60));
        keyStore.write();
    }

    @Test
    void isReadableByItsOwnerAlone() throws IOException {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keyStore.file())));
    }

    @Test
    void followsReplacedFiles() throws IOException, GeneralSecurityException {
        assertFalse(keyStore.writeIfChanged());
        CertificatePair renewed = ClusterCertificate.generate(Duration.ofDays(2));
        replace(renewed, Instant.now());

        assertTrue(keyStore.writeIfChanged());

        assertArrayEquals(renewed.leaf().getEncoded(), stored().getEncoded());
        assertFalse(keyStore.writeIfChanged());
    }

    @Test
    void keepsTheOldPairWhileTheNewOneIsHalfWritten() throws IOException, GeneralSecurityException {
        Certificate before = stored();
        CertificatePair renewed = ClusterCertificate.generate(Duration.ofDays(2));
        Files.writeString(certificate, Pem.encode(renewed.chain()));
        Files.setLastModifiedTime(certificate, FileTime.from(Instant.now()));

        assertThrows(PkiException.class, keyStore::writeIfChanged);
        assertEquals(before, stored());

        replace(renewed, Instant.now().plusSeconds(1));
        assertTrue(keyStore.writeIfChanged());
        assertEquals(renewed.leaf(), stored());
    }

    private void replace(CertificatePair pair, Instant time) throws IOException {
        Files.writeString(certificate, Pem.encode(pair.chain()));
        Files.writeString(key, Pem.encode(pair.privateKey()));
        Files.setLastModifiedTime(certificate, FileTime.from(time));
        Files.setLastModifiedTime(key, FileTime.from(time));
    }

    private Certificate stored() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore.file())) {
            store.load(in, PASSWORD);
        }
        return store.getCertificate("pair-1");
    }
}
