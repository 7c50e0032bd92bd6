package io.gatehouse.liberty.tls;

import io.gatehouse.model.pki.CertificatePair;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.stream.Stream;

/** The pairs that listeners present, in the order of the settings. */
public final class KeyStoreFile extends DerivedStore {

    /**
     * One pair as its two settings give it.
     *
     * @param certificate path, PEM text or base64 of the certificate chain
     * @param key path, PEM text or base64 of the private key
     */
    public record Source(String certificate, String key) {}

    private final List<Source> sources;

    public KeyStoreFile(Path file, char[] password, List<Source> sources) {
        super(
                file,
                password,
                sources.stream()
                        .flatMap(source -> Stream.of(source.certificate(), source.key()))
                        .toList());
        this.sources = List.copyOf(sources);
    }

    @Override
    void fill(KeyStore store, char[] keyPassword) throws GeneralSecurityException {
        int number = 0;
        for (Source source : sources) {
            CertificatePair pair = CertificatePair.load(source.certificate(), source.key());
            store.setKeyEntry(
                    "pair-" + ++number,
                    pair.privateKey(),
                    keyPassword,
                    pair.chain().toArray(Certificate[]::new));
        }
    }
}
