package io.gatehouse.liberty.server;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What Liberty needs to show the application the certificates of clients. */
final class ClientCertificates {

    private ClientCertificates() {}

    /** The attributes of a TLS configuration whose clients may present a certificate. One that is not trusted ends the handshake. */
    static Map<String, String> asked(String trustStore) {
        return Map.of("trustStoreRef", trustStore, "clientAuthenticationSupported", "true");
    }

    /**
     * Writes the feature without which the application never sees a certificate.
     *
     * @param signingKeys file in which Liberty keeps keys for tokens that nobody uses here, but that the feature insists on
     */
    static void show(ConfigurationXml xml, Path signingKeys) {
        xml.open("featureManager", Map.of()).text("feature", "appSecurity").close("featureManager");
        Map<String, String> ltpa = new LinkedHashMap<>();
        ltpa.put("keysFileName", signingKeys.toString());
        ltpa.put("keysPassword", "${" + ServerFiles.KEY_STORE_PASSWORD + "}");
        xml.element("ltpa", ltpa);
    }
}
