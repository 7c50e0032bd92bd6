package io.gatehouse.acceptance.node;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.PairFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The certificate and key that the nodes of one cluster share.
 *
 * @param certificate PEM file
 * @param key PEM file
 */
public record ClusterPair(Path certificate, Path key) {

    /** Writes a pair into a folder, as {@code cluster.crt} and {@code cluster.key}. */
    public static ClusterPair write(CertificatePair pair, Path folder) {
        ClusterPair files = new ClusterPair(folder.resolve("cluster.crt"), folder.resolve("cluster.key"));
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.replace(pair);
        return files;
    }

    /** Writes another pair over the files. */
    public void replace(CertificatePair pair) {
        try {
            Files.deleteIfExists(certificate);
            Files.deleteIfExists(key);
            PairFiles.create(pair, certificate, key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the files hold. */
    public CertificatePair load() {
        return CertificatePair.load(certificate.toString(), key.toString());
    }
}
