package io.gatehouse.proxy.listener;

import static io.gatehouse.proxy.listener.ScriptedUpstream.OK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS towards clients and upstreams, over real sockets. */
class TlsTest {
    private static final String GET = "GET /r HTTP/1.1\r\nHost: h.test\r\n\r\n";

    private static TestCertificate site;
    private static TestCertificate inner;
    private static TestCertificate own;

    @TempDir
    private static Path prefix;

    private ScriptedUpstream upstream;
    private RunningProxy proxy;

    @BeforeAll
    static void makeCertificates() throws Exception {
        site = TestCertificate.of("site.test");
        inner = TestCertificate.of("inner.test");
        own = TestCertificate.of("gateway.test");
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        upstream.close();
    }

    private static String indent(String pem) {
        return pem.strip().replace("\n", "\n    ");
    }

    private static String certificates() {
        return "certificates:\n- id: 11111111-1111-4111-8111-111111111111\n  cert: |\n    " + indent(site.pem())
                + "\n  key: |\n    " + indent(site.keyPem()) + "\n  snis: [{name: site.test}]\n"
                + "- id: 22222222-2222-4222-8222-222222222222\n  cert: |\n    " + indent(own.pem())
                + "\n  key: |\n    " + indent(own.keyPem())
                + "\nca_certificates:\n- id: 33333333-3333-4333-8333-333333333333\n  cert: |\n    "
                + indent(inner.pem()) + "\n";
    }

    private void start(ScriptedUpstream newUpstream, String service) throws IOException {
        upstream = newUpstream;
        proxy = new RunningProxy(
                prefix,
                "services:\n- {name: s, host: 127.0.0.1, port: " + upstream.port() + ", retries: 0, " + service
                        + " routes: [{name: r, paths: [/r]}]}\n" + certificates(),
                "proxy_listen=127.0.0.1:0 ssl http2 reuseport");
    }

    private static ScriptedUpstream secured(X509Certificate... clients) throws Exception {
        return secured(inner, clients);
    }

    private static ScriptedUpstream secured(TestCertificate shown, X509Certificate... clients) throws Exception {
        SSLContext context = shown.context(clients);
        SSLServerSocket socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(clients.length > 0);
        return new ScriptedUpstream((request, connection) -> ScriptedUpstream.write(connection, OK), socket);
    }

    private RawClient client(String serverName) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Believing()}, null);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), proxy.port());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        if (!serverName.isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(serverName)));
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return new RawClient(socket);
    }

    /** The client looks at the certificate itself. */
    private static final class Believing implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static String shown(RawClient client) throws IOException {
        SSLSocket socket = (SSLSocket) client.socket();
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    @Test
    @Tag("R102")
    @Tag("R109")
    void showsTheCertificateOfTheServerName() throws Exception {
        start(ScriptedUpstream.answering(OK), "");
        try (RawClient client = client("site.test")) {
            assertEquals("CN=site.test", shown(client));
            assertEquals("http/1.1", ((SSLSocket) client.socket()).getApplicationProtocol());
            client.send(GET + GET);
            assertEquals(200, client.read().status());
            assertEquals(200, client.read().status());
        }
        assertEquals("https", upstream.last().header("X-Forwarded-Proto"));
        try (RawClient client = client("other.test")) {
            assertTrue(shown(client).startsWith("CN=localhost"));
        }
        try (RawClient client = client("")) {
            assertTrue(shown(client).startsWith("CN=localhost"));
        }
    }

    @Test
    void saysSoWhenAClientSpeaksPlainHttp() throws Exception {
        start(ScriptedUpstream.answering(OK), "");
        RawResponse response = proxy.exchange(GET);
        assertEquals(400, response.status());
        assertTrue(response.body().contains("The plain HTTP request was sent to HTTPS port"));
    }

    @Test
    void clientsThatBeginNoHandshakeAreClosed() throws Exception {
        upstream = ScriptedUpstream.answering(OK);
        proxy = new RunningProxy(prefix, "", "proxy_listen=127.0.0.1:0 ssl", "nginx_http_client_header_timeout=200ms");
        try (RawClient client = proxy.client()) {
            assertTrue(client.isClosed());
        }
    }

    @Test
    void speaksTlsToUpstreamsWithoutVerifyingByDefault() throws Exception {
        start(secured(), "protocol: https,");
        try (RawClient client = client("")) {
            client.send(GET);
            assertEquals(200, client.read().status());
            client.send(GET);
            assertEquals(200, client.read().status());
        }
        assertEquals(1, upstream.connections());
    }

    @Test
    @Tag("R114")
    void verifiesUpstreamsWithTheServicesAuthorities() throws Exception {
        start(secured(), "protocol: https, tls_verify: true, ca_certificates: [33333333-3333-4333-8333-333333333333],");
        try (RawClient client = client("")) {
            client.send(GET);
            assertEquals(200, client.read().status());
        }
    }

    @Test
    void refusesUpstreamsThatNobodyVouchesFor() throws Exception {
        start(secured(), "protocol: https, tls_verify: true,");
        try (RawClient client = client("")) {
            client.send(GET);
            assertEquals(502, client.read().status());
        }
    }

    @Test
    @Tag("R112")
    @Tag("R113")
    void showsTheServicesCertificateToUpstreamsThatAsk() throws Exception {
        start(secured(own.certificate()), "protocol: https, client_certificate: 22222222-2222-4222-8222-222222222222,");
        try (RawClient client = client("")) {
            client.send(GET);
            assertEquals(200, client.read().status());
        }
    }

    @Test
    @Tag("R110")
    void showsNothingToUpstreamsByDefault() throws Exception {
        start(secured(own.certificate()), "protocol: https,");
        try (RawClient client = client("")) {
            client.send(GET);
            assertEquals(502, client.read().status());
        }
    }

    @Test
    @Tag("R111")
    void showsTheNodesOwnCertificateWhereAServiceHasNone() throws Exception {
        upstream = secured(own.certificate());
        proxy = new RunningProxy(
                prefix,
                "services:\n- {name: s, host: 127.0.0.1, port: " + upstream.port()
                        + ", protocol: https, retries: 0, routes: [{name: r, paths: [/r]}]}\n",
                "client_ssl=on",
                "client_ssl_cert=" + Files.writeString(prefix.resolve("client.crt"), own.pem()),
                "client_ssl_cert_key=" + Files.writeString(prefix.resolve("client.key"), own.keyPem()));
        assertEquals(200, proxy.exchange(GET).status());
    }

    @Test
    @Tag("R115")
    void gatewayAndUpstreamTrustEachOtherByCertificates() throws Exception {
        String service = "protocol: https, tls_verify: true, ca_certificates: [33333333-3333-4333-8333-333333333333],"
                + " client_certificate: 22222222-2222-4222-8222-222222222222,";
        start(secured(own.certificate()), service);
        try (RawClient client = client("")) {
            client.send(GET);
            assertEquals(200, client.read().status());
        }
    }

    @Test
    @Tag("R115")
    void eitherSideEndsItWhenItDoesNotTrustTheOther() throws Exception {
        String service = "protocol: https, tls_verify: true, ca_certificates: [33333333-3333-4333-8333-333333333333],"
                + " client_certificate: 22222222-2222-4222-8222-222222222222,";
        start(secured(site.certificate()), service);
        try (RawClient client = client("")) {
            client.send(GET);
            assertEquals(502, client.read().status(), "the upstream trusts another client");
        }
        stop();
        start(secured(site, own.certificate()), service);
        try (RawClient client = client("")) {
            client.send(GET);
            assertEquals(502, client.read().status(), "the gateway trusts another upstream");
        }
    }
}
