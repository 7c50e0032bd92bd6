package io.gatehouse.proxy.config;

import io.gatehouse.model.snapshot.ConfigTable;
import io.gatehouse.proxy.entity.CertificateConfig;
import io.gatehouse.proxy.text.TextTable;

/**
 * Reads rows of {@code certificates}, {@code snis} and {@code ca_certificates}, and remembers what it made of them.
 * Immutable; a changed copy keeps what did not change.
 */
final class CertificateReader {
    static final CertificateReader EMPTY = new CertificateReader(
            CompiledRows.empty("certificates"),
            CompiledRows.empty("snis"),
            CompiledRows.empty("ca_certificates"),
            new CertificateTable(TextTable.empty(), TextTable.empty(), TextTable.empty()));

    private final CompiledRows<CertificateConfig> certificates;
    private final CompiledRows<ServerName> serverNames;
    private final CompiledRows<Authority> authorities;
    private final CertificateTable table;

    private record ServerName(String name, CertificateConfig certificate) {}

    private record Authority(String id, String pem) {}

    private CertificateReader(
            CompiledRows<CertificateConfig> certificates,
            CompiledRows<ServerName> serverNames,
            CompiledRows<Authority> authorities,
            CertificateTable table) {
        this.certificates = certificates;
        this.serverNames = serverNames;
        this.authorities = authorities;
        this.table = table;
    }

    CertificateReader with(ConfigTable rows) {
        CompiledRows<CertificateConfig> newCertificates =
                certificates.with(rows.rows("certificates"), (row, before) -> certificate(row));
        TextTable.Edit<CertificateConfig> byId = table.byId().edit();
        newCertificates.removed().forEach(gone -> byId.put(gone.id(), null));
        newCertificates.added().forEach(come -> byId.put(come.id(), come));

        CompiledRows.Reader<ServerName> reader = (row, before) -> serverName(row, byId);
        CompiledRows<ServerName> newNames = newCertificates.changed()
                ? serverNames.with(
                        rows.rows("snis"),
                        reader,
                        name -> byId.get(name.certificate().id()) == name.certificate())
                : serverNames.with(rows.rows("snis"), reader);
        TextTable.Edit<CertificateConfig> bySni = table.bySni().edit();
        newNames.removed().forEach(gone -> bySni.put(gone.name(), null));
        newNames.added().forEach(come -> bySni.put(come.name(), come.certificate()));

        CompiledRows<Authority> newAuthorities = authorities.with(
                rows.rows("ca_certificates"), (row, before) -> new Authority(row.id(), row.requiredText("cert")));
        TextTable.Edit<String> pems = table.authorities().edit();
        newAuthorities.removed().forEach(gone -> pems.put(gone.id(), null));
        newAuthorities.added().forEach(come -> pems.put(come.id(), come.pem()));

        boolean changed = newCertificates.changed() || newNames.changed() || newAuthorities.changed();
        return new CertificateReader(
                newCertificates,
                newNames,
                newAuthorities,
                changed ? new CertificateTable(bySni.table(), byId.table(), pems.table()) : table);
    }

    private static CertificateConfig certificate(Row row) {
        return new CertificateConfig(
                row.id(),
                row.requiredText("cert"),
                row.requiredText("key"),
                row.text("cert_alt").orElse(""),
                row.text("key_alt").orElse(""));
    }

    private static ServerName serverName(Row row, TextTable.Edit<CertificateConfig> byId) {
        CertificateConfig certificate = byId.get(row.requiredText("certificate"));
        if (certificate == null) {
            throw row.wrong("certificate", "the id of a certificate in the same configuration");
        }
        return new ServerName(row.requiredText("name"), certificate);
    }

    /** See {@link CompiledRows#settle}. */
    void settle() {
        certificates.settle();
        serverNames.settle();
        authorities.settle();
    }

    CertificateTable table() {
        return table;
    }
}
