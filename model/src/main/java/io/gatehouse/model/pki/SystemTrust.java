package io.gatehouse.model.pki;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The authorities that the operating system trusts, where distributions keep them. */
public final class SystemTrust {
    private static final List<String> BUNDLES = List.of(
            "etc/ssl/certs/ca-certificates.crt",
            "etc/pki/tls/certs/ca-bundle.crt",
            "etc/ssl/ca-bundle.pem",
            "etc/pki/tls/cacert.pem",
            "etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
            "etc/ssl/cert.pem");

    private SystemTrust() {}

    /** Returns the system's bundle of authorities; empty when it has none in a known place. */
    public static Optional<Path> bundle() {
        return bundle(Path.of("/"));
    }

    /**
     * Returns the certificates of the setting {@code lua_ssl_trusted_certificate}, whose entry {@code system} stands for
     * the bundle, or for nothing where there is none.
     *
     * @throws PkiException when another entry cannot be read
     */
    public static List<X509Certificate> certificates(List<String> values) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (String value : values) {
            if (value.equals("system")) {
                bundle().ifPresent(file ->
                        certificates.addAll(PemValue.of(file.toString()).certificates()));
            } else {
                certificates.addAll(PemValue.of(value).certificates());
            }
        }
        return List.copyOf(certificates);
    }

    static Optional<Path> bundle(Path root) {
        return BUNDLES.stream().map(root::resolve).filter(Files::isRegularFile).findFirst();
    }
}
