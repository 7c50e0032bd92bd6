package io.gatehouse.liberty.tls;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.PemValue;
import io.gatehouse.model.pki.PkiException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A PKCS#12 file that holds the pairs of one group of listeners, in the order of the settings. Liberty cannot read PEM, and
 * sees a replaced key store without restart. Not safe for use by several threads.
 */
public final class KeyStoreFile {

    /**
     * One pair as its two settings give it.
     *
     * @param certificate path, PEM text or base64 of the certificate chain
     * @param key path, PEM text or base64 of the private key
     */
    public record Source(String certificate, String key) {}

    private final Path file;
    private final char[] password;
    private final List<Source> sources;
    private Map<Path, FileTime> seen = Map.of();

    public KeyStoreFile(Path file, char[] password, List<Source> sources) {
        this.file = file;
        this.password = password.clone();
        this.sources = List.copyOf(sources);
    }

    public Path file() {
        return file;
    }

    /**
     * Writes the key store.
     *
     * @throws PkiException when a certificate or key cannot be read, or they do not belong together; the file stays as it was
     * @throws IOException when the file cannot be written
     */
    public void write() throws IOException {
        Map<Path, FileTime> before = modificationTimes();
        List<CertificatePair> pairs = new ArrayList<>();
        for (Source source : sources) {
            pairs.add(CertificatePair.load(source.certificate(), source.key()));
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(unfinished)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            for (int i = 0; i < pairs.size(); i++) {
                CertificatePair pair = pairs.get(i);
                store.setKeyEntry(
                        "pair-" + (i + 1),
                        pair.privateKey(),
                        password,
                        pair.chain().toArray(Certificate[]::new));
            }
            store.store(out, password);
        } catch (GeneralSecurityException e) {
            throw new PkiException("the key store " + file + " cannot be written: " + e.getMessage(), e);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        seen = before;
    }

    /**
     * Writes the key store again when a PEM file has changed since.
     *
     * @return whether it did
     * @throws PkiException when the new content cannot be used; the key store stays, and the next change is tried again
     * @throws IOException when the file cannot be written
     */
    public boolean writeIfChanged() throws IOException {
        Map<Path, FileTime> now = modificationTimes();
        if (now.equals(seen)) {
            return false;
        }
        seen = now;
        write();
        return true;
    }

    private Map<Path, FileTime> modificationTimes() throws IOException {
        Map<Path, FileTime> times = new HashMap<>();
        for (Source source : sources) {
            for (String value : List.of(source.certificate(), source.key())) {
                Path path = PemValue.of(value).path().orElse(null);
                if (path != null) {
                    times.put(path, Files.getLastModifiedTime(path));
                }
            }
        }
        return times;
    }
}
