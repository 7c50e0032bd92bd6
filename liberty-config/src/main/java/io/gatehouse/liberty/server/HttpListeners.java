package io.gatehouse.liberty.server;

import io.gatehouse.model.settings.Listener;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The listeners of one purpose (Admin API, status, pages) as {@code httpEndpoint} elements. Liberty's endpoint has at most one plain
 * and one TLS port, so each listener becomes an endpoint of its own.
 *
 * @param name {@code admin}, {@code status} or {@code admin_gui}; begins the ids of the elements
 * @param listeners where to listen
 * @param keyStore PKCS#12 file of the certificates; needed when a listener speaks TLS
 * @param trustStore PKCS#12 file of what clients may present or descend from; absent, they are not asked
 * @param accessLog file for one line a request, when wanted
 */
public record HttpListeners(
        String name,
        List<Listener> listeners,
        Optional<Path> keyStore,
        Optional<Path> trustStore,
        Optional<String> accessLog) {

    /** The combined log format of Apache and nginx, as settings of the access log expect it. */
    private static final String ACCESS_LOG_FORMAT = "%h - %u %t \"%r\" %s %b \"%{Referer}i\" \"%{User-agent}i\"";

    public HttpListeners {
        listeners = List.copyOf(listeners);
    }

    /** Returns the same listeners, whose clients may present a certificate. */
    public HttpListeners trusting(Path file) {
        return new HttpListeners(name, listeners, keyStore, Optional.of(file), accessLog);
    }

    void writeTo(ConfigurationXml xml) {
        accessLog.ifPresent(file -> {
            Map<String, String> log = new LinkedHashMap<>();
            log.put("id", name + "-log");
            log.put("filePath", file);
            log.put("logFormat", ACCESS_LOG_FORMAT);
            xml.element("httpAccessLogging", log);
        });
        keyStore.ifPresent(file -> {
            TlsElements tls = new TlsElements(xml);
            tls.store(name + "-keys", file);
            trustStore.ifPresent(trusted -> tls.store(name + "-trust", trusted));
            tls.ssl(
                    name + "-tls",
                    name + "-keys",
                    trustStore
                            .map(trusted -> ClientCertificates.asked(name + "-trust"))
                            .orElse(Map.of()));
        });
        for (int i = 0; i < listeners.size(); i++) {
            writeEndpoint(xml, i, listeners.get(i));
        }
    }

    private void writeEndpoint(ConfigurationXml xml, int position, Listener listener) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("id", endpointId(position));
        attributes.put("host", host(listener));
        attributes.put("httpPort", listener.ssl() ? "-1" : Integer.toString(listener.port()));
        attributes.put("httpsPort", listener.ssl() ? Integer.toString(listener.port()) : "-1");
        attributes.put("protocolVersion", listener.http2() ? "http/2" : "http/1.1");
        attributes.put("headersRef", "admin-headers");
        if (accessLog.isPresent()) {
            attributes.put("accessLoggingRef", name + "-log");
        }
        if (listener.ssl()) {
            xml.open("httpEndpoint", attributes)
                    .element("sslOptions", Map.of("sslRef", name + "-tls"))
                    .close("httpEndpoint");
        } else {
            xml.element("httpEndpoint", attributes);
        }
    }

    private String endpointId(int position) {
        // Liberty always has this endpoint, with ports of its own choice, unless somebody defines it
        return name.equals("admin") && position == 0 ? "defaultHttpEndpoint" : name + "-" + (position + 1);
    }

    /** Returns the address as Liberty names it. */
    static String host(Listener listener) {
        return switch (listener.host()) {
            case "0.0.0.0", "::", "*" -> "*";
            default -> listener.host();
        };
    }
}
