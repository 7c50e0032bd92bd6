package io.gatehouse.proxy.telemetry;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.link.telemetry.TelemetryMessage;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.pki.DefaultCertificate;
import io.gatehouse.proxy.link.ConnectProxy;
import io.gatehouse.proxy.link.ForwardProxy;
import io.gatehouse.proxy.link.LinkAddress;
import io.gatehouse.proxy.link.LinkTls;
import io.gatehouse.proxy.link.ScriptedControlPlane;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How telemetry reaches a control plane: directly, and through forward proxies of both kinds. */
class TelemetryClientTest {
    private static final CertificatePair PAIR = ClusterCertificate.generate(Duration.ofDays(1));

    @TempDir
    private Path directory;

    private ScriptedControlPlane controlPlane;

    @BeforeEach
    void start() throws Exception {
        controlPlane = new ScriptedControlPlane(PAIR, 0);
    }

    @AfterEach
    void end() {
        controlPlane.close();
    }

    private TelemetryClient client(Supplier<Optional<ForwardProxy>> forwardProxy) {
        return new TelemetryClient(
                new LinkAddress("127.0.0.1", controlPlane.port()),
                "/v1/telemetry?node_id=id",
                address -> LinkTls.shared(PAIR),
                forwardProxy);
    }

    private static TelemetrySession session() {
        return new TelemetrySession(UUID.randomUUID(), new TelemetrySession.Owner() {
            @Override
            public void received(TelemetrySession session, TelemetryMessage message) {}

            @Override
            public void ended(TelemetrySession session, String reason, boolean refused) {}
        });
    }

    private void assertReached() {
        await().until(controlPlane::hasSession);
        String request = controlPlane.requests.get(0);
        assertTrue(request.startsWith("GET /v1/telemetry?node_id=id"), request);
        assertTrue(request.toLowerCase().contains("host: 127.0.0.1:" + controlPlane.port() + "\n"), request);
    }

    @Test
    void goesDirectlyWithoutAProxy() throws Exception {
        try (TelemetryClient client = client(Optional::empty)) {
            client.connect(session());
            assertReached();
        }
    }

    @Test
    @Tag("R153")
    @Tag("R154")
    void goesThroughAProxyOfHttp() throws Exception {
        try (ConnectProxy proxy = new ConnectProxy("127.0.0.1", Optional.empty(), ConnectProxy.WILLING);
                TelemetryClient client = client(() ->
                        Optional.of(ForwardProxy.parse("http://user:secret@127.0.0.1:" + proxy.port(), () -> null)))) {
            client.connect(session());
            assertReached();
            String request = proxy.requests.get(0);
            assertTrue(request.startsWith("CONNECT 127.0.0.1:" + controlPlane.port() + " "), request);
            assertTrue(request.contains("Proxy-Authorization: Basic dXNlcjpzZWNyZXQ="), request);
        }
    }

    @Test
    @Tag("R155")
    void goesThroughAProxyOfHttps() throws Exception {
        CertificatePair shown = DefaultCertificate.ensure(directory, DefaultCertificate.Use.PROXY)
                .get(0);
        var tls = SslContextBuilder.forClient()
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm("")
                .build();
        try (ConnectProxy proxy = new ConnectProxy("127.0.0.1", Optional.of(shown), ConnectProxy.WILLING);
                TelemetryClient client =
                        client(() -> Optional.of(ForwardProxy.parse("https://127.0.0.1:" + proxy.port(), () -> tls)))) {
            client.connect(session());
            assertReached();
        }
    }

    @Test
    void saysWhyTheProxyRefused() throws Exception {
        try (ConnectProxy proxy = new ConnectProxy("127.0.0.1", Optional.empty(), head -> "HTTP/1.1 407 No\r\n\r\n");
                TelemetryClient client =
                        client(() -> Optional.of(ForwardProxy.parse("http://127.0.0.1:" + proxy.port(), () -> null)))) {
            IOException refused = assertThrows(IOException.class, () -> client.connect(session()));
            assertEquals(
                    "forward proxy http://127.0.0.1:" + proxy.port()
                            + ": error establishing a connection to the proxy server, got status 407;"
                            + " it asks for a user and password, which proxy_server has not",
                    refused.getMessage());
        }
    }
}
