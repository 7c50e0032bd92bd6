package io.gatehouse.model.settings;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.PemValue;
import io.gatehouse.model.pki.PkiException;
import java.util.List;
import java.util.Map;

/** Rules of the certificates that listeners and the upstream client present, and of the authorities the node trusts. */
final class ListenerCertificateRules {
    private static final Map<String, List<String>> LISTENERS = Map.of(
            "", List.of("proxy_listen", "stream_listen"),
            "admin_", List.of("admin_listen"),
            "admin_gui_", List.of("admin_gui_listen"),
            "status_", List.of("status_listen"));

    private ListenerCertificateRules() {}

    static void check(Settings settings, Problems problems) {
        for (String group : List.of("", "admin_", "admin_gui_", "status_")) {
            boolean tls = LISTENERS.get(group).stream()
                    .flatMap(key -> settings.listeners(key).stream())
                    .anyMatch(Listener::ssl);
            if (tls) {
                String certificates = group + "ssl_cert";
                String keys = certificates + "_key";
                checkPairs(certificates, settings.list(certificates), keys, settings.list(keys), problems);
            }
        }
        if (settings.flag("client_ssl")) {
            checkPairs(
                    "client_ssl_cert",
                    settings.text("client_ssl_cert").stream().toList(),
                    "client_ssl_cert_key",
                    settings.text("client_ssl_cert_key").stream().toList(),
                    problems);
        }
        for (String value : settings.list("lua_ssl_trusted_certificate")) {
            if (!value.equals("system")) {
                certificateLoads("lua_ssl_trusted_certificate", value, problems);
            }
        }
    }

    /** Reports when a certificate cannot be read; returns whether it can. */
    static boolean certificateLoads(String key, String value, Problems problems) {
        try {
            PemValue.of(value).certificates();
            return true;
        } catch (PkiException e) {
            problems.error(key + ": failed loading certificate from " + brief(value));
            return false;
        }
    }

    /** Reports when a private key cannot be read; returns whether it can. Shows a path, never what might be a key. */
    static boolean keyLoads(String key, String value, Problems problems) {
        try {
            PemValue.of(value).privateKey();
            return true;
        } catch (PkiException e) {
            boolean pathLike = value.length() < 256 && !value.contains("\n") && !value.contains("-----BEGIN");
            problems.error(key + ": failed loading key from " + (pathLike ? value : EffectiveConfiguration.MASK));
            return false;
        }
    }

    /** Reports when a readable certificate and a readable key do not belong together. */
    static void belongTogether(
            String certificateKey, String certificate, String keyKey, String key, Problems problems) {
        try {
            CertificatePair.load(certificate, key);
        } catch (PkiException e) {
            problems.error(certificateKey + " and " + keyKey + " do not belong together: " + e.getMessage()
                    + "; give the key that the certificate was made with");
        }
    }

    private static void checkPairs(
            String certificateKey, List<String> certificates, String keyKey, List<String> keys, Problems problems) {
        if (!certificates.isEmpty() && keys.isEmpty()) {
            problems.error(keyKey + " must be specified");
        } else if (certificates.isEmpty() && !keys.isEmpty()) {
            problems.error(certificateKey + " must be specified");
        } else if (certificates.size() != keys.size()) {
            problems.error(certificateKey + " was specified " + certificates.size() + " times while " + keyKey
                    + " was specified " + keys.size() + " times");
        } else {
            for (int i = 0; i < certificates.size(); i++) {
                boolean readable = certificateLoads(certificateKey, certificates.get(i), problems)
                        & keyLoads(keyKey, keys.get(i), problems);
                if (readable) {
                    belongTogether(certificateKey, certificates.get(i), keyKey, keys.get(i), problems);
                }
            }
        }
    }

    private static String brief(String value) {
        return value.contains("PRIVATE KEY") ? EffectiveConfiguration.MASK : value;
    }
}
