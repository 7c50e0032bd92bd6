package io.gatehouse.liberty.tls;

import io.gatehouse.model.pki.PemValue;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;

/** The certificates that clients of a listener must present or descend from. */
public final class TrustStoreFile extends DerivedStore {
    private final List<String> certificates;

    /** @param certificates each a path, PEM text or base64 */
    public TrustStoreFile(Path file, char[] password, List<String> certificates) {
        super(file, password, certificates);
        this.certificates = List.copyOf(certificates);
    }

    @Override
    void fill(KeyStore store, char[] keyPassword) throws GeneralSecurityException {
        int number = 0;
        for (String value : certificates) {
            for (X509Certificate certificate : PemValue.of(value).certificates()) {
                store.setCertificateEntry("trusted-" + ++number, certificate);
            }
        }
    }
}
