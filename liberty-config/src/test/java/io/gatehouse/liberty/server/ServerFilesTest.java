package io.gatehouse.liberty.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.gatehouse.model.settings.Settings;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ServerFilesTest {

    @Test
    void opensOneEndpointForEachListener() throws Exception {
        Document xml = document("127.0.0.1:9001, [::1]:9002, 0.0.0.0:9444 http2 ssl", "off", Map.of());

        assertEquals("3", value(xml, "count(//httpEndpoint)"));
        assertEquals("defaultHttpEndpoint", value(xml, "//httpEndpoint[@httpPort='9001']/@id"));
        assertEquals("127.0.0.1", value(xml, "//httpEndpoint[@httpPort='9001']/@host"));
        assertEquals("::1", value(xml, "//httpEndpoint[@httpPort='9002']/@host"));
        assertEquals("*", value(xml, "//httpEndpoint[@httpsPort='9444']/@host"));
        assertEquals("http/2", value(xml, "//httpEndpoint[@httpsPort='9444']/@protocolVersion"));
        assertEquals("admin-tls", value(xml, "//httpEndpoint[@httpsPort='9444']/sslOptions/@sslRef"));
        assertEquals("/p/ssl/admin.p12", value(xml, "//keyStore[@id='admin-keys']/@location"));
    }

    @Test
    @Tag("R41")
    @Tag("R43")
    void asksForCertificatesWhereDataPlanesReport() throws Exception {
        Document xml = parse(
                files("off", "off", "0.0.0.0:8006, 127.0.0.1:9006", Map.of()).document());

        assertEquals("2", value(xml, "count(//httpEndpoint)"));
        assertEquals("-1", value(xml, "//httpEndpoint[@httpsPort='8006']/@httpPort"));
        assertEquals("telemetry-tls", value(xml, "//httpEndpoint[@httpsPort='9006']/sslOptions/@sslRef"));
        assertEquals("true", value(xml, "//ssl[@id='telemetry-tls']/@clientAuthenticationSupported"));
    }

    @Test
    void keepsSecretsOutOfTheFile() throws Exception {
        String text =
                files("127.0.0.1:9001 ssl", "off", Map.of("serverName", "db")).document();

        assertFalse(text.contains("topsecret"), text);
        assertEquals("${gatehouse.pg.password}", value(parse(text), "//dataSource/properties.postgresql/@password"));
    }

    @Test
    void escapesWhatUsersWrite() throws Exception {
        Document xml = document("127.0.0.1:9001", "off", Map.of("user", "a\"<&>'b"));

        assertEquals("a\"<&>'b", value(xml, "//properties.postgresql/@user"));
    }

    @Test
    void logsRequestsWhereAsked() throws Exception {
        Document xml = document("127.0.0.1:9001", "127.0.0.1:9007", Map.of());

        assertEquals("/p/logs/admin_access.log", value(xml, "//httpAccessLogging[@id='admin-log']/@filePath"));
        assertEquals("admin-log", value(xml, "//httpEndpoint[@httpPort='9001']/@accessLoggingRef"));
        assertEquals("", value(xml, "//httpEndpoint[@httpPort='9007']/@accessLoggingRef"));
    }

    private static Document document(String admin, String status, Map<String, String> database) throws Exception {
        return parse(files(admin, status, database).document());
    }

    private static ServerFiles files(String admin, String status, Map<String, String> database) {
        return files(admin, status, "off", database);
    }

    private static ServerFiles files(String admin, String status, String telemetry, Map<String, String> database) {
        Settings settings = Settings.load(
                Map.of(
                        "KONG_ADMIN_LISTEN",
                        admin,
                        "KONG_STATUS_LISTEN",
                        status,
                        "KONG_CLUSTER_TELEMETRY_LISTEN",
                        telemetry),
                Optional.empty(),
                Map.of());
        return new ServerFiles(
                Path.of("/opt/gatehouse"),
                List.of(
                        new HttpListeners(
                                "admin",
                                settings.listeners("admin_listen"),
                                Optional.of(Path.of("/p/ssl/admin.p12")),
                                Optional.empty(),
                                Optional.of("/p/logs/admin_access.log")),
                        new HttpListeners(
                                "status",
                                settings.listeners("status_listen"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())),
                new TelemetryListeners(
                        settings.listeners("cluster_telemetry_listen"),
                        Path.of("/p/ssl/telemetry.p12"),
                        Path.of("/p/ssl/telemetry-trust.p12")),
                Path.of("/p/liberty/signing.keys"),
                new DatabaseAddress(database, "topsecret"),
                new DatabasePool(20, Duration.ofMinutes(5), Duration.ofSeconds(5)));
    }

    private static Document parse(String text) throws Exception {
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)));
        assertNotNull(xml.getDocumentElement());
        return xml;
    }

    private static String value(Document xml, String path) throws Exception {
        return XPathFactory.newInstance().newXPath().evaluate(path, xml);
    }
}
