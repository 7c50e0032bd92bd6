package io.gatehouse.proxy.config;

import io.gatehouse.proxy.entity.CertificateConfig;
import io.gatehouse.proxy.text.TextTable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Certificates by server name: exact, then with its first label replaced by {@code *} (when two remain), then with its
 * last label replaced, then the entry {@code *}. Names are compared with case. Immutable.
 */
public final class CertificateTable {
    private final TextTable<CertificateConfig> bySni;
    private final TextTable<CertificateConfig> byId;
    private final TextTable<String> authorities;

    /**
     * @param authorities PEM texts of CA certificates, by id
     */
    CertificateTable(
            TextTable<CertificateConfig> bySni, TextTable<CertificateConfig> byId, TextTable<String> authorities) {
        this.authorities = authorities;
        this.bySni = bySni;
        this.byId = byId;
    }

    /**
     * @param sni server name of the handshake; empty text when the client sent none, and then no entry applies
     * @return empty: the listener's default certificate is the right one
     */
    public Optional<CertificateConfig> select(String sni) {
        if (sni.isEmpty() || bySni.isEmpty()) {
            return Optional.empty();
        }
        CertificateConfig found = bySni.get(sni);
        int firstDot = sni.indexOf('.');
        int lastDot = sni.lastIndexOf('.');
        if (found == null && firstDot >= 0 && lastDot > firstDot) {
            found = bySni.get("*" + sni.substring(firstDot));
        }
        if (found == null && lastDot > 0) {
            found = bySni.get(sni.substring(0, lastDot) + ".*");
        }
        if (found == null) {
            found = bySni.get("*");
        }
        return Optional.ofNullable(found);
    }

    /** PEM texts of CA certificates. */
    List<String> authorities(List<String> ids) {
        return ids.stream().map(authorities::get).filter(Objects::nonNull).toList();
    }

    /** A certificate entity by id. */
    public Optional<CertificateConfig> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    TextTable<CertificateConfig> bySni() {
        return bySni;
    }

    TextTable<CertificateConfig> byId() {
        return byId;
    }

    TextTable<String> authorities() {
        return authorities;
    }
}
