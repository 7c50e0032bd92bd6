package io.gatehouse.acceptance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gatehouse.acceptance.http.Http;
import io.gatehouse.acceptance.http.TrustEverybody;
import io.gatehouse.acceptance.node.ClusterPair;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.acceptance.node.Ports;
import io.gatehouse.acceptance.node.TestDatabase;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.pki.Pem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The listeners of a control plane: several addresses, certificates that change, and who gets what where. */
class ListenersIT {

    @RegisterExtension
    static final Nodes NODES = new Nodes();

    private static final int SECOND_ADMIN_PORT = Ports.free();
    private static final int TELEMETRY_PORT = Ports.free();
    private static ControlPlane node;
    private static ClusterPair adminPair;

    @BeforeAll
    static void start() {
        node = NODES.controlPlane("node").on(TestDatabase.create());
        adminPair = NODES.pair("admin", ClusterCertificate.generate(Duration.ofDays(1)));
        node.set(
                "admin_listen",
                node.admin().getAuthority() + ", 127.0.0.1:" + SECOND_ADMIN_PORT + ", "
                        + node.adminTls().getAuthority() + " http2 ssl");
        node.set("admin_ssl_cert", adminPair.certificate().toString());
        node.set("admin_ssl_cert_key", adminPair.key().toString());
        node.set("cluster_telemetry_listen", "127.0.0.1:" + TELEMETRY_PORT);
        node.start();
    }

    @Test
    void servesTheAdminApiOnEveryAddressOfItsOwn() {
        assertEquals(200, Http.get(node.admin(), "/services").status());
        assertEquals(
                200,
                Http.get(URI.create("http://127.0.0.1:" + SECOND_ADMIN_PORT), "/services")
                        .status());
    }

    @Test
    void presentsARenewedCertificateWithoutRestart() throws IOException, GeneralSecurityException {
        CertificatePair renewed = ClusterCertificate.generate(Duration.ofDays(2));
        assertFalse(renewed.leaf().equals(presented(node.adminTls().getPort())));

        Files.writeString(adminPair.key(), Pem.encode(renewed.privateKey()));
        Files.writeString(adminPair.certificate(), Pem.encode(renewed.chain()));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> renewed.leaf().equals(presented(node.adminTls().getPort())));
    }

    @Test
    @Tag("R41")
    void asksForAClientCertificateWhereDataPlanesReport() throws IOException, GeneralSecurityException {
        assertEquals(403, statusOfTelemetry("/v1/telemetry?node_id=a&node_version=3.9.3"));
    }

    @Test
    void keepsTheAdminApiFromTheTelemetryListener() throws IOException, GeneralSecurityException {
        assertEquals(404, statusOfTelemetry("/services"));
        assertEquals(404, statusOfTelemetry("/status"));
        assertEquals(404, statusOfTelemetry("/health"));
    }

    @Test
    void keepsPlainConnectionsFromTlsPorts() {
        assertThrows(
                UncheckedIOException.class,
                () -> Http.get(URI.create("http://127.0.0.1:" + TELEMETRY_PORT), "/v1/telemetry"));
    }

    private static int statusOfTelemetry(String path) throws IOException, GeneralSecurityException {
        try (SSLSocket socket = connect(TELEMETRY_PORT)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: any\r\nConnection: close\r\n\r\n").getBytes());
            String head = new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()));
            return Integer.parseInt(head.substring(head.length() - 3));
        }
    }

    private static Certificate presented(int port) throws IOException, GeneralSecurityException {
        try (SSLSocket socket = connect(port)) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private static SSLSocket connect(int port) throws IOException, GeneralSecurityException {
        // the tests compare certificates themselves
        SSLSocket socket =
                (SSLSocket) TrustEverybody.context().getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(10_000);
        return socket;
    }
}
