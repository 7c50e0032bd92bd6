package io.gatehouse.liberty.tls;

import io.gatehouse.model.pki.PkiException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;

/**
 * A PKCS#12 file derived from PEM. Liberty cannot read PEM, and sees a replaced store without restart. Not safe for use by
 * several threads.
 */
public abstract class DerivedStore {
    private final Path file;
    private final char[] password;
    private final PemTimes times;

    DerivedStore(Path file, char[] password, List<String> values) {
        this.file = file;
        this.password = password.clone();
        this.times = new PemTimes(values);
    }

    public final Path file() {
        return file;
    }

    /**
     * Writes the store.
     *
     * @throws PkiException when a certificate or key cannot be read, or they do not belong together; the file stays as it was
     * @throws IOException when the file cannot be written
     */
    public final void write() throws IOException {
        times.changed();
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            fill(store, password);
            Files.deleteIfExists(unfinished);
            Files.createFile(
                    unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (OutputStream out = Files.newOutputStream(unfinished)) {
                store.store(out, password);
            }
        } catch (GeneralSecurityException e) {
            throw new PkiException("the store " + file + " cannot be written: " + e.getMessage(), e);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Writes the store again when a PEM file has changed since.
     *
     * @return whether it did
     * @throws PkiException when the new content cannot be used; the store stays, and the next change is tried again
     * @throws IOException when a file cannot be read or written
     */
    public final boolean writeIfChanged() throws IOException {
        if (!times.changed()) {
            return false;
        }
        write();
        return true;
    }

    abstract void fill(KeyStore store, char[] keyPassword) throws GeneralSecurityException;
}
