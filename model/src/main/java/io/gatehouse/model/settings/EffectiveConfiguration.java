package io.gatehouse.model.settings;

import io.gatehouse.model.pki.DefaultCertificate;
import io.gatehouse.model.pki.PemValue;
import io.gatehouse.model.pki.SystemTrust;
import io.gatehouse.model.vault.EnvironmentVault;
import io.gatehouse.model.vault.VaultReference;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Shows settings to people and programs: typed as other gateways of this kind show them, with secrets masked. */
final class EffectiveConfiguration {
    static final String MASK = "******";

    private static final Map<String, String> LISTENER_NAMES = Map.of(
            "proxy_listen", "proxy",
            "stream_listen", "stream",
            "admin_listen", "admin",
            "admin_gui_listen", "admin_gui",
            "status_listen", "status",
            "cluster_listen", "cluster");

    private final Settings settings;
    private final Collection<SettingValue> values;

    EffectiveConfiguration(Settings settings, Collection<SettingValue> values) {
        this.settings = settings;
        this.values = values;
    }

    Map<String, Object> describe() {
        Map<String, Object> out = new TreeMap<>();
        for (SettingValue value : values) {
            String key = value.definition().key();
            if (value.definition().secret()) {
                if (!value.shown().isEmpty() || value.definition().type() == SettingDefinition.Type.KEYS) {
                    out.put(key, masked(value));
                }
            } else if (value.definition().type().isList()) {
                out.put(
                        key,
                        value.shown().stream().map(entry -> shown(value, entry)).toList());
            } else if (!value.shown().isEmpty()) {
                out.put(key, typed(value));
            }
        }
        out.put("prefix", settings.prefix().toString());
        addListeners(out);
        addDefaultCertificates(out);
        out.put("enabled_headers", ResponseHeaders.RESPONSE.enabled(settings.list("headers")));
        out.put("enabled_headers_upstream", ResponseHeaders.UPSTREAM.enabled(settings.list("headers_upstream")));
        List<String> vaults = settings.list("vaults");
        out.put(
                "loaded_vaults",
                vaults.contains("bundled") || vaults.contains(EnvironmentVault.NAME)
                        ? Map.of(EnvironmentVault.NAME, true)
                        : Map.of());
        return out;
    }

    private static Object masked(SettingValue value) {
        return !value.shown().isEmpty() && value.shown().stream().allMatch(VaultReference::isReference)
                ? String.join(", ", value.shown())
                : MASK;
    }

    private static Object typed(SettingValue value) {
        String text = value.shown().get(0);
        if (VaultReference.isReference(text)) {
            return text;
        }
        return switch (value.definition().type()) {
            case BOOLEAN -> SettingsReader.isOn(text);
            case NUMBER -> number(text);
            default -> shown(value, text);
        };
    }

    private static Number number(String text) {
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        return number.scale() <= 0 && number.precision() - number.scale() < 18
                ? (Number) number.longValueExact()
                : (Number) number.doubleValue();
    }

    private static String shown(SettingValue value, String text) {
        if (!value.definition().type().isPem()) {
            return text;
        }
        if (text.equals("system")) {
            return SystemTrust.bundle().map(Path::toString).orElse(text);
        }
        return PemValue.of(text).path().map(Path::toString).orElse(text);
    }

    private void addListeners(Map<String, Object> out) {
        LISTENER_NAMES.forEach((key, name) -> {
            List<Listener> listeners = settings.listeners(key);
            out.put(
                    name + "_listeners",
                    listeners.stream().map(Listener::describe).toList());
            if (!name.equals("cluster")) {
                String flag = name.equals("stream") ? "stream_proxy_ssl_enabled" : name + "_ssl_enabled";
                out.put(flag, listeners.stream().anyMatch(Listener::ssl));
            }
        });
    }

    private void addDefaultCertificates(Map<String, Object> out) {
        Path directory = settings.prefix().resolve("ssl");
        Map<String, DefaultCertificate.Use> uses = new LinkedHashMap<>();
        uses.put("", DefaultCertificate.Use.PROXY);
        uses.put("admin_", DefaultCertificate.Use.ADMIN);
        uses.put("admin_gui_", DefaultCertificate.Use.ADMIN_GUI);
        uses.put("status_", DefaultCertificate.Use.STATUS);
        uses.forEach((group, use) -> {
            Path rsa = use.rsaCertificate(directory);
            Path ecdsa = use.ecdsaCertificate(directory);
            out.put(group + "ssl_cert_default", rsa.toString());
            out.put(
                    group + "ssl_cert_key_default",
                    DefaultCertificate.keyOf(rsa).toString());
            out.put(group + "ssl_cert_default_ecdsa", ecdsa.toString());
            out.put(
                    group + "ssl_cert_key_default_ecdsa",
                    DefaultCertificate.keyOf(ecdsa).toString());
        });
    }
}
