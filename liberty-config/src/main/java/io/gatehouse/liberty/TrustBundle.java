package io.gatehouse.liberty;

import io.gatehouse.model.pki.Pem;
import io.gatehouse.model.pki.PkiException;
import io.gatehouse.model.pki.SystemTrust;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.trust.NodeTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/** The authorities that the node trusts in one PEM file, as the database driver wants them. */
final class TrustBundle {
    private final Settings settings;

    TrustBundle(Settings settings) {
        this.settings = settings;
    }

    /**
     * Writes {@code .ca_combined} into the prefix.
     *
     * @throws StartException when an entry cannot be read or the file cannot be written
     */
    Path writeTo(Prefix prefix) {
        List<X509Certificate> authorities;
        try {
            authorities = SystemTrust.certificates(NodeTrust.values(settings));
        } catch (PkiException e) {
            throw new StartException(NodeTrust.SETTINGS + ": " + e.getMessage(), e);
        }
        if (authorities.isEmpty()) {
            throw new StartException("pg_ssl_verify is on, and lua_ssl_trusted_certificate names no authority to verify"
                    + " the database with; set it to a PEM file");
        }
        Path file = prefix.resolve(".ca_combined");
        try {
            return Files.writeString(file, Pem.encode(authorities));
        } catch (IOException e) {
            throw new StartException(file + " cannot be written: " + e, e);
        }
    }
}
