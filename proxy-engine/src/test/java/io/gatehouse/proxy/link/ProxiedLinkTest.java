package io.gatehouse.proxy.link;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.link.LinkProtocol;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.pki.DefaultCertificate;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiedLinkTest {
    private static final CertificatePair PAIR = ClusterCertificate.generate(Duration.ofDays(1));
    private static final LinkIdentity IDENTITY = new LinkIdentity("id", "node-1", "3.9.3", 4 << 20);
    private static final int TLS_HANDSHAKE_RECORD = 0x16;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final CompletableFuture<String> reason = new CompletableFuture<>();
    private ScriptedControlPlane controlPlane;
    private LinkAttempt attempt;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws Exception {
        controlPlane = new ScriptedControlPlane(PAIR, 0);
    }

    @AfterEach
    void end() {
        if (attempt != null) {
            attempt.hangUp();
        }
        controlPlane.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private void dial(String proxyUrl, SslContext proxyTls) {
        attempt = new LinkAttempt(() -> {}, ended -> reason.complete(ended.reason()));
        new LinkDialer(group.next(), () -> Optional.of(ForwardProxy.parse(proxyUrl, () -> proxyTls)))
                .dial(
                        new LinkAddress("127.0.0.1", controlPlane.port()),
                        LinkTls.shared(PAIR),
                        IDENTITY.request(LinkProtocol.OUTLET_V1, List.of()),
                        new ChannelInboundHandlerAdapter(),
                        attempt);
    }

    private String failure(String proxyUrl) throws Exception {
        dial(proxyUrl, null);
        return reason.get(10, TimeUnit.SECONDS);
    }

    private static ConnectProxy proxy(UnaryOperator<String> answer) throws Exception {
        return new ConnectProxy("127.0.0.1", Optional.empty(), answer);
    }

    @Test
    @Tag("R153")
    @Tag("R154")
    @Tag("R156")
    void reachesTheControlPlaneThroughATunnel() throws Exception {
        try (ConnectProxy proxy = proxy(ConnectProxy.WILLING)) {
            dial("http://test:konghq%23@127.0.0.1:" + proxy.port(), null);
            await().until(controlPlane::hasSession);

            String controlPlaneAddress = "127.0.0.1:" + controlPlane.port();
            assertEquals(
                    List.of(
                            "CONNECT " + controlPlaneAddress + " HTTP/1.1\r\nHost: " + controlPlaneAddress
                                    + "\r\nProxy-Connection: Keep-Alive\r\nProxy-Authorization: Basic dGVzdDprb25naHEj\r\n\r\n"),
                    proxy.requests);
            // the control plane demands a client certificate, so the session itself proves that TLS goes end to end
            assertEquals(List.of(TLS_HANDSHAKE_RECORD), proxy.firstBytes);
            assertTrue(controlPlane.requests.get(0).contains("host: " + controlPlaneAddress + "\n"));
        }
    }

    @Test
    void reachesAProxyOnIpv6() throws Exception {
        try (ConnectProxy proxy = new ConnectProxy("::1", Optional.empty(), ConnectProxy.WILLING)) {
            dial("http://[::1]:" + proxy.port(), null);
            await().until(controlPlane::hasSession);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0 200 Ok\r\nProxy-agent: x\r\n\r\n", "HTTP/1.1 200\r\n\r\n"})
    void takesAnyFormOfConsent(String consent) throws Exception {
        try (ConnectProxy proxy = proxy(head -> consent)) {
            dial("http://127.0.0.1:" + proxy.port(), null);
            await().until(controlPlane::hasSession);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    401 Unauthorized | ; it does not accept the user and password of proxy_server
                    407 Proxy Authentication Required | ; it does not accept the user and password of proxy_server
                    403 Forbidden | ; it does not allow tunnels to CP
                    502 Bad Gateway | ; it cannot reach CP
                    418 Teapot | ''
                    """)
    @Tag("R154")
    void saysWhyTheProxyRefused(String status, String remedy) throws Exception {
        try (ConnectProxy proxy = proxy(head -> "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n")) {
            String where = "127.0.0.1:" + proxy.port();
            assertEquals(
                    "forward proxy http://" + where
                            + ": error establishing a connection to the proxy server, got status "
                            + status.substring(0, 3) + remedy.replace("CP", "127.0.0.1:" + controlPlane.port()),
                    failure("http://user:secret@" + where));
        }
    }

    @Test
    void saysThatTheProxyAsksForCredentials() throws Exception {
        try (ConnectProxy proxy = proxy(head -> "HTTP/1.1 407 Who are you\r\n\r\n")) {
            String reason = failure("http://127.0.0.1:" + proxy.port());
            assertTrue(reason.endsWith("407; it asks for a user and password, which proxy_server has not"), reason);
        }
    }

    @Test
    void saysThatItIsNoProxy() throws Exception {
        try (ConnectProxy proxy = proxy(head -> "SSH-2.0-OpenSSH_9\r\n")) {
            String reason = failure("http://127.0.0.1:" + proxy.port());
            assertTrue(
                    reason.endsWith("it is no HTTP proxy: bad HTTP response status line: SSH-2.0-OpenSSH_9.."), reason);
        }
    }

    @Test
    void saysThatTheProxyClosedWithoutAnAnswer() throws Exception {
        try (ConnectProxy proxy = proxy(head -> "")) {
            String reason = failure("http://127.0.0.1:" + proxy.port());
            assertTrue(reason.endsWith("it closed the connection before it answered CONNECT"), reason);
        }
    }

    @Test
    void saysThatTheProxyDoesNotAnswer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            String reason = failure("http://127.0.0.1:" + silent.getLocalPort());
            assertTrue(reason.endsWith("no answer to CONNECT within 5 seconds"), reason);
        }
    }

    @Test
    void saysThatNothingListensThere() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        String reason = failure("http://127.0.0.1:" + port);
        assertTrue(reason.startsWith("forward proxy http://127.0.0.1:" + port + ": Connection refused"), reason);
    }

    @Test
    @Tag("R155")
    void trustsAnHttpsProxyOfAKnownAuthority() throws Exception {
        CertificatePair own = DefaultCertificate.ensure(directory, DefaultCertificate.Use.PROXY)
                .get(1);
        try (ConnectProxy proxy = new ConnectProxy("localhost", Optional.of(own), ConnectProxy.WILLING)) {
            dial("https://localhost:" + proxy.port(), verifying(own));
            await().until(controlPlane::hasSession);
        }
    }

    @Test
    @Tag("R155")
    void refusesAnHttpsProxyOfAnUnknownAuthority() throws Exception {
        CertificatePair own = DefaultCertificate.ensure(directory, DefaultCertificate.Use.PROXY)
                .get(1);
        try (ConnectProxy proxy = new ConnectProxy("localhost", Optional.of(own), ConnectProxy.WILLING)) {
            dial("https://localhost:" + proxy.port(), verifying(PAIR));
            String why = reason.get(10, TimeUnit.SECONDS);
            assertTrue(why.startsWith("forward proxy https://localhost:" + proxy.port() + ": "), why);
            assertTrue(why.contains("unable to find valid certification path"), why);
            assertTrue(why.contains("lua_ssl_trusted_certificate"), why);
            assertEquals(List.of(), proxy.requests);
        }
    }

    @Test
    @Tag("R155")
    void refusesAnHttpsProxyOfAnotherName() throws Exception {
        CertificatePair own = DefaultCertificate.ensure(directory, DefaultCertificate.Use.PROXY)
                .get(1);
        try (ConnectProxy proxy = new ConnectProxy("127.0.0.1", Optional.of(own), ConnectProxy.WILLING)) {
            dial("https://127.0.0.1:" + proxy.port(), verifying(own));
            assertTrue(reason.get(10, TimeUnit.SECONDS).contains("127.0.0.1"));
            assertEquals(List.of(), proxy.requests);
        }
    }

    @Test
    @Tag("R155")
    void goesThroughAnyHttpsProxyWhenVerificationIsOff() throws Exception {
        CertificatePair own = DefaultCertificate.ensure(directory, DefaultCertificate.Use.PROXY)
                .get(1);
        SslContext careless = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null)
                .build();
        try (ConnectProxy proxy = new ConnectProxy("127.0.0.1", Optional.of(own), ConnectProxy.WILLING)) {
            dial("https://127.0.0.1:" + proxy.port(), careless);
            await().until(controlPlane::hasSession);
        }
    }

    @Test
    void saysThatAnHttpProxyDoesNotSpeakTls() throws Exception {
        try (ServerSocket plain = new ServerSocket(0)) {
            Thread answering = new Thread(() -> {
                try (var client = plain.accept()) {
                    client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                    client.getInputStream().read();
                } catch (java.io.IOException gone) {
                    // the data plane closes first
                }
            });
            answering.start();
            dial("https://127.0.0.1:" + plain.getLocalPort(), verifying(PAIR));
            String why = reason.get(10, TimeUnit.SECONDS);
            assertTrue(why.contains("the other end does not speak TLS"), why);
        }
    }

    private static SslContext verifying(CertificatePair trusted) throws SSLException {
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .trustManager(trusted.leaf())
                .endpointIdentificationAlgorithm("HTTPS")
                .build();
    }
}
