package io.gatehouse.proxy.listener;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS routes: ended at the gateway, encrypted anew, and passed through; over real sockets. */
class StreamTlsTest {
    private static TestCertificate site;
    private static TestCertificate inner;

    @TempDir
    private static Path prefix;

    private final List<AutoCloseable> parts = new ArrayList<>();
    private StreamUpstream plain;
    private StreamUpstream secured;
    private RunningProxy proxy;

    @BeforeAll
    static void makeCertificates() throws Exception {
        site = TestCertificate.of("site.test");
        inner = TestCertificate.of("inner.test");
    }

    @BeforeEach
    void startUpstreams() throws Exception {
        plain = StreamUpstream.echo();
        SSLServerSocket socket = (SSLServerSocket)
                inner.context().getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        secured = new StreamUpstream(socket, StreamUpstream::echo);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : parts) {
            part.close();
        }
        proxy.close();
        plain.close();
        secured.close();
    }

    private static String indent(String pem) {
        return pem.strip().replace("\n", "\n    ");
    }

    /**
     * @param to the service's protocol and port, and what else it needs
     */
    private static String service(String name, String to, String protocols, String host) {
        return "- {name: " + name + ", host: 127.0.0.1, " + to + ", retries: 0, routes: [{name: " + name
                + ", protocols: " + protocols + ", snis: [" + host + "]}]}\n";
    }

    private void start(String... services) throws IOException {
        proxy = new RunningProxy(
                prefix,
                "services:\n" + String.join("", services)
                        + "certificates:\n- id: 11111111-1111-4111-8111-111111111111\n  cert: |\n    "
                        + indent(site.pem()) + "\n  key: |\n    " + indent(site.keyPem())
                        + "\n  snis: [{name: site.test}]\n"
                        + "ca_certificates:\n- id: 33333333-3333-4333-8333-333333333333\n  cert: |\n    "
                        + indent(inner.pem()) + "\n",
                "proxy_listen=off",
                "stream_listen=127.0.0.1:0 ssl");
    }

    private String to(StreamUpstream upstream, String protocol) {
        return "protocol: " + protocol + ", port: " + upstream.port();
    }

    private RawClient client(TestCertificate expected, String serverName) throws Exception {
        SSLContext context = site.context(expected.certificate());
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(
                        InetAddress.getLoopbackAddress(),
                        proxy.server().streamAddresses().get(0).getPort());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(serverName)));
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        RawClient client = new RawClient(socket);
        parts.add(client);
        return client;
    }

    private RawClient unsecured() throws IOException {
        RawClient client = new RawClient(new Socket(
                InetAddress.getLoopbackAddress(),
                proxy.server().streamAddresses().get(0).getPort()));
        parts.add(client);
        return client;
    }

    private static String shown(RawClient client) throws IOException {
        SSLSocket socket = (SSLSocket) client.socket();
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    private static void echoes(RawClient client, String text) throws IOException {
        client.send(text);
        assertEquals(text, new String(client.bytes(text.length()), StandardCharsets.US_ASCII));
    }

    @Test
    void endsTlsForTheUpstream() throws Exception {
        start(service("a", to(plain, "tcp"), "[tls]", "site.test"));
        RawClient client = client(site, "site.test");
        assertEquals("CN=site.test", shown(client));
        echoes(client, "hello");
        echoes(client, "x".repeat(100_000));
    }

    @Test
    void encryptsAnewForUpstreamsOfTls() throws Exception {
        start(service(
                "a",
                to(secured, "tls") + ", tls_verify: true, ca_certificates: [33333333-3333-4333-8333-333333333333]",
                "[tls]",
                "site.test"));
        RawClient client = client(site, "site.test");
        assertEquals("CN=site.test", shown(client));
        echoes(client, "hello");
        echoes(client, "x".repeat(100_000));
    }

    @Test
    void logsTellTheTlsThatEndsHere() throws Exception {
        Path log = prefix.resolve("tls.json");
        start(service("a", to(plain, "tcp"), "[tls]", "site.test")
                .replace("]}]}", "], plugins: [{name: file-log, protocols: [tls], config: {path: " + log + "}}]}]}"));
        try (RawClient client = client(site, "site.test")) {
            echoes(client, "hello");
        }
        await().until(() -> Files.exists(log) && Files.size(log) > 0);
        JsonNode session = new ObjectMapper().readTree(log.toFile()).path("session");
        assertEquals("TLSv1.3", session.at("/tls/version").asText());
        assertEquals(5, session.path("received").asInt());
        assertFalse(session.has("server_port"));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, ', client_certificate: 11111111-1111-4111-8111-111111111111'",
        "targets.test, ''",
    })
    void showsTheCertificateOfTheServiceOrOfTheUpstream(String host, String ofService) throws Exception {
        SSLServerSocket socket = (SSLServerSocket) inner.context(site.certificate())
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(true);
        StreamUpstream asking = new StreamUpstream(socket, StreamUpstream::echo);
        parts.add(asking);
        start(
                "- {name: a, host: " + host + ", " + to(asking, "tls") + ", retries: 0" + ofService
                        + ", routes: [{name: a, protocols: [tls], snis: [site.test]}]}\n",
                "upstreams:\n- {name: targets.test, client_certificate: 11111111-1111-4111-8111-111111111111,"
                        + " targets: [{target: '127.0.0.1:" + asking.port() + "'}]}\n");
        echoes(client(site, "site.test"), "shown");
    }

    @Test
    void refusesUpstreamsThatNobodyVouchesFor() throws Exception {
        start(service("a", to(secured, "tls") + ", tls_verify: true", "[tls]", "site.test"));
        RawClient client = client(site, "site.test");
        assertTrue(client.isClosed());
    }

    @Test
    void passesTlsThroughByServerName() throws Exception {
        start(
                service("a", to(secured, "tcp"), "[tls_passthrough]", "inner.test"),
                service("b", to(plain, "tcp"), "[tls]", "site.test"));
        RawClient through = client(inner, "inner.test");
        assertEquals("CN=inner.test", shown(through));
        echoes(through, "hello");
        RawClient ended = client(site, "site.test");
        assertEquals("CN=site.test", shown(ended));
        echoes(ended, "hello");
        assertEquals(1, secured.accepted());
        assertEquals(1, plain.accepted());
    }

    @Test
    void theEndOfTheConversationReachesBothEnds() throws Exception {
        start(service("a", to(plain, "tcp"), "[tls]", "site.test"));
        RawClient client = client(site, "site.test");
        echoes(client, "hello");
        client.socket().close();
        await().until(() -> plain.openConnections() == 0);
    }

    @Test
    void theUpstreamsEndReachesClientsOfTls() throws Exception {
        byte[] much = new byte[1 << 20];
        try (StreamUpstream upstream =
                new StreamUpstream(connection -> connection.getOutputStream().write(much))) {
            start(service("a", to(upstream, "tcp"), "[tls]", "site.test"));
            RawClient client = client(site, "site.test");
            assertEquals(much.length, client.bytes(much.length + 1).length);
        }
    }

    @Test
    void theEndOfAPlainClientLeavesTheAnswerOfAnUpstreamOfTls() throws Exception {
        proxy = new RunningProxy(
                prefix,
                "services:\n- {name: s, " + to(secured, "tls")
                        + ", host: 127.0.0.1, routes: [{name: r, protocols: [tcp], sources: [{ip: 127.0.0.1}]}]}\n",
                "proxy_listen=off",
                "stream_listen=127.0.0.1:0");
        RawClient client = unsecured();
        client.send("hello");
        client.socket().shutdownOutput();
        assertEquals("hello", new String(client.bytes(6), StandardCharsets.US_ASCII));
    }

    @Test
    void theProxyProtocolStandsBeforeTheHandshake() throws Exception {
        proxy = new RunningProxy(
                prefix,
                "services:\n- {name: s, " + to(secured, "tcp") + ", host: 127.0.0.1, routes: [{name: r,"
                        + " protocols: [tls_passthrough], snis: [inner.test], sources: [{ip: 192.0.2.7}]}]}\n",
                "proxy_listen=off",
                "stream_listen=127.0.0.1:0 ssl proxy_protocol",
                "trusted_ips=127.0.0.0/8");
        Socket socket = unsecured().socket();
        socket.getOutputStream()
                .write("PROXY TCP4 192.0.2.7 127.0.0.1 4711 443\r\n".getBytes(StandardCharsets.US_ASCII));
        SSLSocket through = (SSLSocket) site.context(inner.certificate())
                .getSocketFactory()
                .createSocket(socket, "inner.test", socket.getPort(), true);
        echoes(new RawClient(through), "hello");
    }

    @Test
    void clientsWithoutARouteAreClosedBeforeTheHandshake() throws Exception {
        start(service("a", to(plain, "tcp"), "[tls]", "site.test"));
        assertThrows(IOException.class, () -> client(site, "other.test"));
    }

    @Test
    void whatIsNoHandshakeIsClosed() throws Exception {
        start(service("a", to(plain, "tcp"), "[tls]", "site.test"));
        RawClient client = unsecured();
        client.send("GET / HTTP/1.1\r\nHost: site.test\r\n\r\n");
        assertTrue(client.isClosed());
        RawClient endless = unsecured();
        // a handshake record that announces a message of 16 MiB
        endless.send(new byte[] {22, 3, 1, 0x40, 0, 1, (byte) 0xff, (byte) 0xff, (byte) 0xff});
        endless.send(new byte[20_000]);
        // an alert may come first
        endless.bytes(7);
        assertTrue(endless.isClosed());
        assertEquals(0, plain.accepted());
    }
}
