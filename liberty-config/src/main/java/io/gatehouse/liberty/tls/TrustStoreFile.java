package io.gatehouse.liberty.tls;

import io.gatehouse.model.pki.PemValue;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;

/** The certificates that clients of a listener must present or descend from. */
public final class TrustStoreFile extends DerivedStore {
    private final String certificates;

    /** @param certificates path, PEM text or base64 */
    public TrustStoreFile(Path file, char[] password, String certificates) {
        super(file, password, List.of(certificates));
        this.certificates = certificates;
    }

    @Override
    void fill(KeyStore store, char[] keyPassword) throws GeneralSecurityException {
        int number = 0;
        for (X509Certificate certificate : PemValue.of(certificates).certificates()) {
            store.setCertificateEntry("trusted-" + ++number, certificate);
        }
    }
}
