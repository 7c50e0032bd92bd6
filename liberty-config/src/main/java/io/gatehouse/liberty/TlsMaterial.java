package io.gatehouse.liberty;

import io.gatehouse.liberty.tls.KeyStoreFile;
import io.gatehouse.model.pki.DefaultCertificate;
import io.gatehouse.model.pki.PkiException;
import io.gatehouse.model.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The certificates of the listeners: those of the settings, else self-signed ones under the prefix. */
final class TlsMaterial {
    private final Settings settings;
    private final Path folder;

    TlsMaterial(Settings settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
    }

    /**
     * Writes the key store of a group of listeners.
     *
     * @param group {@code admin} or {@code status}, as in {@code admin_ssl_cert}
     * @throws StartException when a certificate or key cannot be used
     */
    KeyStoreFile keyStore(String group, DefaultCertificate.Use use, char[] password) {
        List<String> certificates = settings.list(group + "_ssl_cert");
        List<String> keys = settings.list(group + "_ssl_cert_key");
        List<KeyStoreFile.Source> sources = new ArrayList<>();
        try {
            if (certificates.isEmpty()) {
                DefaultCertificate.ensure(folder, use);
                for (Path file : List.of(use.rsaCertificate(folder), use.ecdsaCertificate(folder))) {
                    sources.add(new KeyStoreFile.Source(
                            file.toString(), DefaultCertificate.keyOf(file).toString()));
                }
            } else {
                for (int i = 0; i < certificates.size(); i++) {
                    sources.add(new KeyStoreFile.Source(certificates.get(i), keys.get(i)));
                }
            }
            KeyStoreFile keyStore = new KeyStoreFile(folder.resolve(group + ".p12"), password, sources);
            keyStore.write();
            return keyStore;
        } catch (PkiException | IOException e) {
            throw new StartException(group + "_ssl_cert and " + group + "_ssl_cert_key: " + e.getMessage(), e);
        }
    }
}
