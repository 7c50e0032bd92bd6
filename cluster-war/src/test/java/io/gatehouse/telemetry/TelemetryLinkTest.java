package io.gatehouse.telemetry;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.cluster.telemetry.TelemetryIntake;
import io.gatehouse.cluster.trust.AdmittedPeers;
import io.gatehouse.cluster.trust.PinnedTrust;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import jakarta.servlet.ServletContext;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.sql.DataSource;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.net.SSLHostConfigCertificate.Type;
import org.apache.tomcat.websocket.server.WsSci;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gate and endpoint in a servlet container, over mutual TLS. */
class TelemetryLinkTest {

    private static final CertificatePair PAIR = ClusterCertificate.generate(Duration.ofDays(2));
    private static final AdmittedPeers PEERS =
            new AdmittedPeers(new PinnedTrust(PAIR::leaf, Clock.systemUTC()), Clock.systemUTC());
    private static final String NODE =
            "?node_id=5c3c1875-5887-4cbd-938f-155794307ee4&node_hostname=probe&node_version=3.9.3";
    private static final String HELLO =
            "{\"type\":\"hello\",\"format\":1,\"stream\":\"5c3c1875-5887-4cbd-938f-155794307ee4\"}";
    private static final String BATCH = "{\"type\":\"batch\",\"sequence\":3,\"dropped\":0,\"rows\":[%s]}";

    private static final ScheduledExecutorService SCHEDULER = Executors.newSingleThreadScheduledExecutor();

    @TempDir
    private static Path folder;

    private static Tomcat server;
    private static Connector telemetry;
    private static Connector other;

    @BeforeAll
    static void start() throws Exception {
        server = new Tomcat();
        server.setBaseDir(folder.toString());
        telemetry = connector();
        other = connector();
        server.setConnector(telemetry);
        server.getService().addConnector(other);
        Context context = server.addContext("/v1", folder.toString());
        context.addServletContainerInitializer(new WsSci(), Set.of());
        context.addServletContainerInitializer((classes, application) -> addEndpoint(application), Set.of());
        FilterDef gate = new FilterDef();
        gate.setFilterName("gate");
        gate.setFilter(new TelemetryGate(PEERS, port -> port == telemetry.getLocalPort()));
        context.addFilterDef(gate);
        FilterMap everything = new FilterMap();
        everything.setFilterName("gate");
        everything.addURLPattern("/*");
        context.addFilterMap(everything);
        // filters stand before a servlet only
        Tomcat.addServlet(context, "default", "org.apache.catalina.servlets.DefaultServlet");
        context.addServletMappingDecoded("/", "default");
        server.start();
    }

    /** The database is nobody: what would be stored is sent back. */
    private static void addEndpoint(ServletContext application) {
        DataSource away = (DataSource) Proxy.newProxyInstance(
                TelemetryLinkTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    throw new SQLException("connection refused", "08001");
                });
        TelemetryIntake intake = new TelemetryIntake(away, SCHEDULER, Clock.systemUTC());
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(TelemetryEndpoint.class, "/telemetry")
                .configurator(new ServerEndpointConfig.Configurator() {
                    @Override
                    public <T> T getEndpointInstance(Class<T> type) {
                        return type.cast(new TelemetryEndpoint(intake, PEERS));
                    }
                })
                .build();
        try {
            ((ServerContainer) application.getAttribute(ServerContainer.class.getName())).addEndpoint(config);
        } catch (DeploymentException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        SCHEDULER.shutdownNow();
        server.stop();
        server.destroy();
    }

    private static Connector connector() throws Exception {
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setScheme("https");
        connector.setSecure(true);
        connector.setProperty("SSLEnabled", "true");
        SSLHostConfig tls = new SSLHostConfig();
        tls.setCertificateVerification("optional");
        tls.setTrustManagerClassName(Anybody.class.getName());
        SSLHostConfigCertificate certificate = new SSLHostConfigCertificate(tls, Type.EC);
        certificate.setCertificateKeystore(keyStore(PAIR));
        tls.addCertificate(certificate);
        connector.addSslHostConfig(tls);
        return connector;
    }

    private static KeyStore keyStore(CertificatePair pair) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "own", pair.privateKey(), "changeit".toCharArray(), pair.chain().toArray(X509Certificate[]::new));
        return store;
    }

    private static WebSocket connect(Optional<CertificatePair> pair, Connector to, String target, Answers answers)
            throws Exception {
        KeyManager[] keys = {};
        if (pair.isPresent()) {
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(keyStore(pair.get()), "changeit".toCharArray());
            keys = factory.getKeyManagers();
        }
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys, new TrustManager[] {new Anybody()}, null);
        return HttpClient.newBuilder()
                .sslContext(tls)
                .build()
                .newWebSocketBuilder()
                .buildAsync(URI.create("wss://127.0.0.1:" + to.getLocalPort() + target), answers)
                .get(10, SECONDS);
    }

    private static WebSocket connect(Answers answers) throws Exception {
        return connect(Optional.of(PAIR), telemetry, "/v1/telemetry" + NODE, answers);
    }

    private static int refusal(Optional<CertificatePair> pair, Connector to, String target) {
        Exception refused = assertThrows(Exception.class, () -> connect(pair, to, target, new Answers()));
        Throwable cause =
                refused.getCause() instanceof CompletionException wrapped ? wrapped.getCause() : refused.getCause();
        return assertInstanceOf(WebSocketHandshakeException.class, cause)
                .getResponse()
                .statusCode();
    }

    @Test
    void greetsAndAnswers() throws Exception {
        Answers answers = new Answers();
        WebSocket link = connect(answers);
        link.sendText(HELLO, true);
        assertEquals("{\"type\":\"welcome\",\"format\":1}", answers.next());
        link.sendText(BATCH.formatted(""), true);
        assertEquals("{\"type\":\"received\",\"sequence\":3}", answers.next());
        link.sendText(
                BATCH.formatted("{\"start\":60,\"status_class\":2,\"latency_ms\":1,"
                        + "\"buckets\":[1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}"),
                true);
        assertEquals("{\"type\":\"busy\",\"sequence\":3,\"retry_after\":5}", answers.next());
        link.sendClose(WebSocket.NORMAL_CLOSURE, "");
        assertEquals("closed 1000 ", answers.next());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"batch\",\"sequence\":1,\"dropped\":0,\"rows\":[]}; the first message must be of type hello",
                "{\"type\":\"hello\",\"format\":2,\"stream\":\"5c3c1875-5887-4cbd-938f-155794307ee4\"}; format 2 is not",
                "{\"type\":\"hello\",\"format\":1}; \"stream\" must be a UUID",
                "{\"type\":\"welcome\",\"format\":1}; only hello and batch are sent",
                "{\"type\":\"x\"}; type \"x\" is not known",
                "no json; the message is no JSON"
            })
    void closesOnAMessageOfAnotherFormat(String message, String reason) throws Exception {
        Answers answers = new Answers();
        connect(answers).sendText(message, true);
        String closed = answers.next();
        assertEquals("closed 1003 " + reason, closed.substring(0, Math.min(closed.length(), 12 + reason.length())));
    }

    @Test
    void closesOnABatchThatBreaksALimit() throws Exception {
        Answers answers = new Answers();
        WebSocket link = connect(answers);
        link.sendText(HELLO, true);
        answers.next();
        link.sendText(BATCH.formatted("{\"start\":61}"), true);
        assertEquals("closed 1003 \"start\" must be a multiple of 60, not 61", answers.next());
    }

    @Test
    void closesOnASecondHello() throws Exception {
        Answers answers = new Answers();
        WebSocket link = connect(answers);
        link.sendText(HELLO, true);
        answers.next();
        link.sendText(HELLO, true);
        assertEquals("closed 1003 a second hello; a data plane says it once", answers.next());
    }

    @Test
    void closesOnBytes() throws Exception {
        Answers answers = new Answers();
        connect(answers).sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true);
        assertEquals("closed 1003 messages are text", answers.next());
    }

    @Test
    void closesOnAMessageThatIsTooLong() throws Exception {
        Answers answers = new Answers();
        connect(answers).sendText(" ".repeat(4 * 1024 * 1024 + 1), true);
        assertTrue(answers.next().startsWith("closed 1009"));
    }

    @Test
    @Tag("R147")
    void letsNobodyInWithoutThePinnedCertificate() {
        assertEquals(403, refusal(Optional.empty(), telemetry, "/v1/telemetry" + NODE));
        assertEquals(
                403,
                refusal(
                        Optional.of(ClusterCertificate.generate(Duration.ofDays(2))),
                        telemetry,
                        "/v1/telemetry" + NODE));
    }

    @Test
    void wantsToKnowWhoReports() {
        assertEquals(400, refusal(Optional.of(PAIR), telemetry, "/v1/telemetry?node_version=3.9.3"));
        assertEquals(400, refusal(Optional.of(PAIR), telemetry, "/v1/telemetry?node_id=x&node_version="));
    }

    @Test
    void isNotThereOnOtherPorts() {
        assertEquals(404, refusal(Optional.of(PAIR), other, "/v1/telemetry" + NODE));
    }

    /** What the control plane says, in order. */
    private static final class Answers implements WebSocket.Listener {
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

        @Override
        public CompletionStage<?> onText(WebSocket link, CharSequence text, boolean last) {
            texts.add(text.toString());
            link.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket link, int code, String reason) {
            texts.add("closed " + code + " " + reason);
            return null;
        }

        String next() throws InterruptedException {
            return texts.poll(10, SECONDS);
        }
    }

    /** Leaves the decision to the gate, as the listener's TLS does. */
    public static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
