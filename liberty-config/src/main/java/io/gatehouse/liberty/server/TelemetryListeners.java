package io.gatehouse.liberty.server;

import io.gatehouse.model.settings.Listener;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where data planes report: always with TLS, and with a client certificate. A client without one gets as far as the
 * application, which answers it; one whose certificate is not trusted does not.
 *
 * @param listeners where to listen; none switches the whole off
 * @param keyStore PKCS#12 file of the control plane's pair
 * @param trustStore PKCS#12 file of what data planes must present or descend from
 */
public record TelemetryListeners(List<Listener> listeners, Path keyStore, Path trustStore) {

    public TelemetryListeners {
        listeners = List.copyOf(listeners);
    }

    void writeTo(ConfigurationXml xml) {
        if (listeners.isEmpty()) {
            return;
        }
        xml.open("featureManager", Map.of()).text("feature", "websocket").close("featureManager");
        TlsElements tls = new TlsElements(xml);
        tls.store("telemetry-keys", keyStore);
        tls.store("telemetry-trust", trustStore);
        tls.ssl("telemetry-tls", "telemetry-keys", ClientCertificates.asked("telemetry-trust"));
        for (int i = 0; i < listeners.size(); i++) {
            Map<String, String> endpoint = new LinkedHashMap<>();
            endpoint.put("id", "telemetry-" + (i + 1));
            endpoint.put("host", HttpListeners.host(listeners.get(i)));
            endpoint.put("httpPort", "-1");
            endpoint.put("httpsPort", Integer.toString(listeners.get(i).port()));
            endpoint.put("protocolVersion", "http/1.1");
            xml.open("httpEndpoint", endpoint)
                    .element("sslOptions", Map.of("sslRef", "telemetry-tls"))
                    .close("httpEndpoint");
        }
    }
}
