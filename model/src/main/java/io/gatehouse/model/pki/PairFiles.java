package io.gatehouse.model.pki;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes a pair to two new files. The key is readable by its owner alone from the moment it exists. */
public final class PairFiles {
    private PairFiles() {}

    /**
     * Writes certificate chain (mode 0644) and PKCS#8 key (mode 0600).
     *
     * @throws FileAlreadyExistsException when either exists; then nothing is written, and the exception names the file
     * @throws IOException when the directory cannot be written to; then nothing is left behind
     */
    public static void create(CertificatePair pair, Path certificate, Path key) throws IOException {
        for (Path file : new Path[] {certificate, key}) {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
        }
        write(key, Pem.encode(pair.privateKey()), "rw-------");
        try {
            write(certificate, Pem.encode(pair.chain()), "rw-r--r--");
        } catch (IOException e) {
            Files.deleteIfExists(key);
            throw e;
        }
    }

    private static void write(Path file, String text, String permissions) throws IOException {
        Set<PosixFilePermission> mode = PosixFilePermissions.fromString(permissions);
        try (SeekableByteChannel channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(mode))) {
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        // the umask may have taken permissions away
        Files.setPosixFilePermissions(file, mode);
    }
}
