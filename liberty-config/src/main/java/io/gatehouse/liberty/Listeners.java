package io.gatehouse.liberty;

import io.gatehouse.liberty.server.HttpListeners;
import io.gatehouse.liberty.server.TelemetryListeners;
import io.gatehouse.liberty.tls.DerivedStore;
import io.gatehouse.liberty.tls.KeyStoreFile;
import io.gatehouse.liberty.tls.TrustStoreFile;
import io.gatehouse.model.pki.DefaultCertificate;
import io.gatehouse.model.pki.PkiException;
import io.gatehouse.model.settings.Listener;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.trust.NodeTrust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The listeners that Liberty opens, with the key stores they need. */
final class Listeners {
    private static final String GUI = "admin_gui";

    private final Settings settings;
    private final Prefix prefix;
    private final char[] password;
    private final List<DerivedStore> stores = new ArrayList<>();

    /** @param password of every store that gets written */
    Listeners(Settings settings, Prefix prefix, String password) {
        this.settings = settings;
        this.prefix = prefix;
        this.password = password.toCharArray();
    }

    /**
     * Returns the listeners of {@code <group>_listen}, and writes their key store.
     *
     * @throws StartException when a certificate, a key or a listener cannot be used
     */
    HttpListeners http(String group, DefaultCertificate.Use use) {
        List<Listener> listeners = understood(group + "_listen");
        Optional<String> log = settings.text(group + "_access_log")
                .map(text -> text.split("\\s", 2)[0])
                .filter(text -> !text.equals("off"))
                .map(text -> prefix.resolve(text).toString());
        Optional<Path> keyStore = listeners.stream().anyMatch(Listener::ssl)
                ? Optional.of(write(
                        new KeyStoreFile(prefix.ssl().resolve(group + ".p12"), password, sources(group, use)),
                        group + "_ssl_cert and " + group + "_ssl_cert_key"))
                : Optional.empty();
        return new HttpListeners(group, listeners, keyStore, Optional.empty(), log);
    }

    /**
     * Returns the listeners of the Admin API, and writes their stores. Clients may present a certificate where
     * {@code admin_auth_certificates} names any; whether they must is for the application to say.
     *
     * @throws StartException when a certificate, a key or a listener cannot be used
     */
    HttpListeners admin() {
        HttpListeners admin = http("admin", DefaultCertificate.Use.ADMIN);
        List<String> clients = settings.list("admin_auth_certificates");
        if (clients.isEmpty() || admin.keyStore().isEmpty()) {
            return admin;
        }
        return admin.trusting(write(
                new TrustStoreFile(prefix.ssl().resolve("admin-trust.p12"), password, clients),
                "admin_auth_certificates"));
    }

    /**
     * Returns the listeners of the pages of a user interface, and writes their key store.
     *
     * @throws StartException when a certificate, a key or a listener cannot be used
     */
    HttpListeners gui() {
        if (settings.guiFolder().isEmpty()) {
            return new HttpListeners(GUI, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
        }
        return http(GUI, DefaultCertificate.Use.ADMIN_GUI);
    }

    /**
     * Returns the listeners of {@code cluster_telemetry_listen}, and writes their stores.
     *
     * @throws StartException when the cluster's certificate or a listener cannot be used
     */
    TelemetryListeners telemetry() {
        List<Listener> listeners = understood("cluster_telemetry_listen");
        Path keys = prefix.ssl().resolve("telemetry.p12");
        Path trust = prefix.ssl().resolve("telemetry-trust.p12");
        if (!listeners.isEmpty()) {
            String certificate = settings.requiredText("cluster_cert");
            KeyStoreFile.Source pair = new KeyStoreFile.Source(certificate, settings.requiredText("cluster_cert_key"));
            write(new KeyStoreFile(keys, password, List.of(pair)), "cluster_cert and cluster_cert_key");
            boolean pki = NodeTrust.isPki(settings);
            String trusted = pki ? settings.requiredText("cluster_ca_cert") : certificate;
            write(new TrustStoreFile(trust, password, List.of(trusted)), pki ? "cluster_ca_cert" : "cluster_cert");
        }
        return new TelemetryListeners(listeners, keys, trust);
    }

    /** Returns every store that was written. */
    List<DerivedStore> stores() {
        return List.copyOf(stores);
    }

    private List<Listener> understood(String setting) {
        List<Listener> listeners = settings.listeners(setting);
        listeners.stream().filter(Listener::proxyProtocol).findFirst().ifPresent(listener -> {
            throw new StartException(setting + " has proxy_protocol in '" + listener.text()
                    + "', which the control plane does not understand; remove the word");
        });
        return listeners;
    }

    private List<KeyStoreFile.Source> sources(String group, DefaultCertificate.Use use) {
        List<String> certificates = settings.list(group + "_ssl_cert");
        List<String> keys = settings.list(group + "_ssl_cert_key");
        List<KeyStoreFile.Source> sources = new ArrayList<>();
        for (int i = 0; i < certificates.size(); i++) {
            sources.add(new KeyStoreFile.Source(certificates.get(i), keys.get(i)));
        }
        return sources.isEmpty() ? selfSigned(use) : sources;
    }

    private List<KeyStoreFile.Source> selfSigned(DefaultCertificate.Use use) {
        Path folder = prefix.ssl();
        try {
            DefaultCertificate.ensure(folder, use);
        } catch (PkiException | IOException e) {
            throw new StartException("the default certificates in " + folder + ": " + e.getMessage(), e);
        }
        return List.of(selfSigned(use.rsaCertificate(folder)), selfSigned(use.ecdsaCertificate(folder)));
    }

    private static KeyStoreFile.Source selfSigned(Path certificate) {
        return new KeyStoreFile.Source(
                certificate.toString(), DefaultCertificate.keyOf(certificate).toString());
    }

    private Path write(DerivedStore store, String names) {
        try {
            store.write();
        } catch (PkiException | IOException e) {
            throw new StartException(names + ": " + e.getMessage(), e);
        }
        stores.add(store);
        return store.file();
    }
}
