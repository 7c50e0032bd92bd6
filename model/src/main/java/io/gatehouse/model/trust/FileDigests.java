package io.gatehouse.model.trust;

import io.gatehouse.model.pki.PemValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What the files behind settings' values hold, as digests: a file that is rewritten with the same content, or touched, has not changed;
 * one that a link now points elsewhere for has. Confined to its owner's lock.
 */
final class FileDigests {
    private final List<Path> files;
    private List<String> seen;

    /** @param values each a path, or PEM text or base64, which never changes */
    FileDigests(List<String> values) {
        this.files = values.stream()
                .map(PemValue::of)
                .map(PemValue::path)
                .flatMap(Optional::stream)
                .toList();
        this.seen = read();
    }

    /** Whether what was {@linkplain #read read} differs from what was last {@linkplain #accept accepted}. */
    boolean differ(List<String> now) {
        return !now.equals(seen);
    }

    void accept(List<String> now) {
        seen = now;
    }

    List<String> read() {
        return files.stream().map(FileDigests::digest).toList();
    }

    private static String digest(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException gone) {
            return "unreadable";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
