package io.gatehouse.liberty.server;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The {@code keyStore} and {@code ssl} elements of a group of listeners. Replaced store files are seen within a second. */
final class TlsElements {
    private final ConfigurationXml xml;

    TlsElements(ConfigurationXml xml) {
        this.xml = xml;
    }

    void store(String id, Path file) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("id", id);
        attributes.put("location", file.toString());
        attributes.put("type", "PKCS12");
        attributes.put("password", "${" + ServerFiles.KEY_STORE_PASSWORD + "}");
        attributes.put("updateTrigger", "polled");
        attributes.put("pollingRate", "1s");
        xml.element("keyStore", attributes);
    }

    /** @param more attributes beside the id and the key store */
    void ssl(String id, String keyStore, Map<String, String> more) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("id", id);
        attributes.put("keyStoreRef", keyStore);
        attributes.put("sslProtocol", "TLSv1.2,TLSv1.3");
        attributes.putAll(more);
        xml.element("ssl", attributes);
    }
}
