package io.gatehouse.proxy.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.snapshot.ConfigTable;
import io.gatehouse.proxy.entity.CertificateConfig;
import java.util.HashMap;
import java.util.Map;

/** Reads rows of {@code certificates}, {@code snis} and {@code ca_certificates}. */
final class CertificateReader {
    private CertificateReader() {}

    static CertificateTable read(ConfigTable table) {
        Map<String, CertificateConfig> byId = new HashMap<>();
        for (ObjectNode document : table.rows("certificates")) {
            Row row = new Row("certificates", document);
            byId.put(
                    row.id(),
                    new CertificateConfig(
                            row.id(),
                            row.requiredText("cert"),
                            row.requiredText("key"),
                            row.text("cert_alt").orElse(""),
                            row.text("key_alt").orElse("")));
        }
        Map<String, CertificateConfig> bySni = new HashMap<>();
        for (ObjectNode document : table.rows("snis")) {
            Row row = new Row("snis", document);
            CertificateConfig certificate = byId.get(row.requiredText("certificate"));
            if (certificate == null) {
                throw row.wrong("certificate", "the id of a certificate in the same configuration");
            }
            bySni.put(row.requiredText("name"), certificate);
        }
        Map<String, String> authorities = new HashMap<>();
        for (ObjectNode document : table.rows("ca_certificates")) {
            Row row = new Row("ca_certificates", document);
            authorities.put(row.id(), row.requiredText("cert"));
        }
        return new CertificateTable(bySni, byId, authorities);
    }
}
