package io.gatehouse.proxy.listener;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that come back: whether the handshake is a short one, which shows no certificate. */
class TlsResumptionTest {
    private static final String GET = "GET /none HTTP/1.1\r\nHost: h.test\r\nConnection: close\r\n\r\n";

    private static TestCertificate site;
    private static TestCertificate other;

    @TempDir
    private static Path prefix;

    private RunningProxy proxy;

    @BeforeAll
    static void makeCertificates() throws Exception {
        site = TestCertificate.of("site.test");
        other = TestCertificate.of("other.test");
    }

    @AfterEach
    void stop() {
        proxy.close();
    }

    private void start(String... settings) throws IOException {
        String[] all = new String[settings.length + 2];
        all[0] = "proxy_listen=127.0.0.1:0 ssl reuseport";
        all[1] = "nginx_main_worker_processes=2";
        System.arraycopy(settings, 0, all, 2, settings.length);
        proxy = new RunningProxy(prefix, certificates(site, "11111111-1111-4111-8111-111111111111"), all);
    }

    private static String certificates(TestCertificate certificate, String id) {
        return "certificates:\n- id: " + id + "\n  cert: |\n    "
                + certificate.pem().strip().replace("\n", "\n    ") + "\n  key: |\n    "
                + certificate.keyPem().strip().replace("\n", "\n    ") + "\n  snis: [{name: site.test}]\n";
    }

    /** A client of the JDK that remembers sessions, and counts the certificates that it is shown. */
    private final class Returning extends X509ExtendedTrustManager {
        private final AtomicInteger shown = new AtomicInteger();
        private final SSLContext context;
        private final String protocol;

        Returning(String protocol) throws Exception {
            this.protocol = protocol;
            context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {this}, null);
        }

        /** Whether the handshake was a full one. */
        boolean seesACertificate() throws IOException {
            int before = shown.get();
            try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", proxy.port())) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setServerNames(List.of(new SNIHostName("site.test")));
                parameters.setProtocols(new String[] {protocol});
                socket.setSSLParameters(parameters);
                socket.setSoTimeout(20_000);
                socket.startHandshake();
                assertEquals(protocol, socket.getSession().getProtocol());
                // tickets of TLS 1.3 come with the response
                socket.getOutputStream().write(GET.getBytes());
                assertTrue(new String(socket.getInputStream().readAllBytes()).startsWith("HTTP/1.1 404"));
            }
            return shown.get() > before;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            shown.incrementAndGet();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            shown.incrementAndGet();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            shown.incrementAndGet();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void ticketsBringClientsBackOnEveryLoop(String protocol) throws Exception {
        start();
        Returning client = new Returning(protocol);
        assertTrue(client.seesACertificate());
        for (int i = 0; i < 8; i++) {
            assertFalse(client.seesACertificate(), "connection " + i);
        }
    }

    @Test
    void withoutTicketsSessionsAreKeptHere() throws Exception {
        start("ssl_session_tickets=off");
        Returning client = new Returning("TLSv1.2");
        assertTrue(client.seesACertificate());
        for (int i = 0; i < 8; i++) {
            assertFalse(client.seesACertificate(), "connection " + i);
        }
    }

    @Test
    void tls13ResumesWithTicketsOnly() throws Exception {
        start("ssl_session_tickets=off");
        Returning client = new Returning("TLSv1.3");
        assertTrue(client.seesACertificate());
        assertTrue(client.seesACertificate());
    }

    @Test
    void withoutTicketsAndRoomEveryHandshakeIsFull() throws Exception {
        start("ssl_session_tickets=off", "ssl_session_cache_size=0");
        Returning client = new Returning("TLSv1.2");
        assertTrue(client.seesACertificate());
        assertTrue(client.seesACertificate());
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2, on", "TLSv1.3, on", "TLSv1.2, off"})
    void sessionsEndAfterTheirTime(String protocol, String tickets) throws Exception {
        start("ssl_session_timeout=2s", "ssl_session_tickets=" + tickets);
        Returning client = new Returning(protocol);
        assertTrue(client.seesACertificate());
        // within two seconds, and not before the first has gone
        await().atMost(10, SECONDS).pollInterval(2500, MILLISECONDS).until(() -> client.seesACertificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aChangedConfigurationForgetsNobody(String protocol) throws Exception {
        start();
        Returning client = new Returning(protocol);
        assertTrue(client.seesACertificate());
        proxy.configure("services: [{name: s, host: 127.0.0.1}]\n"
                + certificates(site, "22222222-2222-4222-8222-222222222222"));
        assertFalse(client.seesACertificate(), "the certificate is the same");
        proxy.configure(certificates(other, "22222222-2222-4222-8222-222222222222"));
        assertTrue(client.seesACertificate(), "the certificate is another one");
    }
}
