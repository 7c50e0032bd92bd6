package io.gatehouse.proxy.link;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.pki.Pem;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.testpki.TestAuthority;
import io.gatehouse.model.testpki.TestCertificate;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which control planes a data plane talks to, over real TLS, and how it follows renewed certificates. */
class LinkTrustTest {
    private static final TestAuthority ROOT = TestAuthority.root("Hybrid Root CA");
    private static final String NAME = "control-plane.example.tld";
    private static final Logger LOGGER = Logger.getLogger("io.gatehouse.proxy.link");

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final Lines lines = new Lines();
    private ScriptedControlPlane controlPlane;
    private ControlPlaneLink link;
    private TrustWatch watch;

    private static final class Lines extends Handler {
        private final List<String> all = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            all.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** Sessions in which nothing happens but one ping. */
    private static final class Greetings implements LinkSessions {
        @Override
        public LinkRequest request() {
            return new LinkIdentity("2f7c1f62-3f5b-4f4b-9a3e-6a3a3c1e0a11", "node-1", "3.9.3", 4 << 20)
                    .request("/v1/outlet", List.of());
        }

        @Override
        public ChannelHandler open(LinkAttempt attempt) {
            return new ChannelInboundHandlerAdapter() {
                @Override
                public void userEventTriggered(ChannelHandlerContext context, Object event) {
                    if (event instanceof LinkEstablished) {
                        context.writeAndFlush(new PingWebSocketFrame());
                    }
                }
            };
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void prepare() throws IOException {
        LOGGER.addHandler(lines);
        environment.put("KONG_ROLE", "data_plane");
        environment.put("KONG_DATABASE", "off");
        environment.put("KONG_PREFIX", folder.toString());
        environment.put("KONG_CLUSTER_MTLS", "pki");
        environment.put("KONG_CLUSTER_SERVER_NAME", NAME);
        environment.put("KONG_CLUSTER_CERT", folder.resolve("dp.crt").toString());
        environment.put("KONG_CLUSTER_CERT_KEY", folder.resolve("dp.key").toString());
        environment.put("KONG_CLUSTER_CA_CERT", folder.resolve("ca.crt").toString());
        show(dataPlane());
        trust(ROOT);
    }

    @AfterEach
    void end() {
        watch.close();
        link.close();
        controlPlane.close();
        LOGGER.removeHandler(lines);
    }

    private static CertificatePair dataPlane() {
        return ROOT.certificate("dp").usages(KeyPurposeId.id_kp_clientAuth).issue();
    }

    private static TestCertificate serverCertificate() {
        return ROOT.certificate("a control plane")
                .usages(KeyPurposeId.id_kp_serverAuth)
                .dnsName(NAME);
    }

    private void show(CertificatePair pair) throws IOException {
        Files.writeString(folder.resolve("dp.crt"), Pem.encode(pair.chain()));
        Files.writeString(folder.resolve("dp.key"), Pem.encode(pair.privateKey()));
    }

    private void trust(TestAuthority authority) throws IOException {
        Files.writeString(folder.resolve("ca.crt"), Pem.encode(List.of(authority.certificate())));
    }

    private void dial(CertificatePair server) throws Exception {
        controlPlane = new ScriptedControlPlane(server, 0);
        Settings settings = Settings.load(environment, Optional.empty(), Map.of());
        LinkTrust trust = LinkTrust.of(settings, Clock.systemUTC());
        link = new ControlPlaneLink(
                new ControlPlaneOrder(List.of(new LinkAddress("127.0.0.1", controlPlane.port())), false, new Random()),
                trust::tls,
                Optional::empty,
                new Greetings());
        watch = TrustWatch.start(trust, link::renew);
        link.start();
    }

    private void assertConnected() {
        await().atMost(10, SECONDS).until(() -> !controlPlane.pings.isEmpty());
    }

    private void assertRefused(String reason) {
        await().atMost(10, SECONDS).until(() -> lines.all.stream().anyMatch(line -> line.contains(reason)));
        assertEquals(List.of(), controlPlane.requests, "nothing is said to a stranger");
    }

    @Test
    @Tag("R16")
    @Tag("R22")
    @Tag("R23")
    void talksToItsControlPlane() throws Exception {
        CertificatePair own = dataPlane();
        show(own);
        dial(serverCertificate().issue());
        assertConnected();
        assertEquals(List.of(NAME), controlPlane.serverNames);
        assertEquals(List.of(own.leaf()), controlPlane.shown);
    }

    @ParameterizedTest
    @CsvSource({
        "alternate.example.tld, first.example.tld alternate.example.tld",
        "control-plane.example.tld, *.example.tld",
        "Control-Plane.EXAMPLE.tld, control-plane.example.tld",
        "kong-server, ''"
    })
    @Tag("R22")
    void findsItsNameInTheCertificate(String name, String dnsNames) throws Exception {
        environment.put("KONG_CLUSTER_SERVER_NAME", name);
        TestCertificate certificate = ROOT.certificate("kong-server");
        for (String dnsName : dnsNames.split(" ")) {
            if (!dnsName.isEmpty()) {
                certificate.dnsName(dnsName);
            }
        }
        dial(certificate.issue());
        assertConnected();
    }

    @ParameterizedTest
    @CsvSource({"other.example.tld", "*.tld", "*.control-plane.example.tld", "*"})
    @Tag("R22")
    void refusesAnotherName(String dnsName) throws Exception {
        dial(ROOT.certificate(NAME).dnsName(dnsName).issue());
        assertRefused("(62:hostname mismatch) certificate \"CN=" + NAME + "\"");
    }

    @Test
    @Tag("R24")
    void expectsTheDialledHostWithoutAName() throws Exception {
        environment.remove("KONG_CLUSTER_SERVER_NAME");
        dial(serverCertificate().address("127.0.0.1").issue());
        assertConnected();
        assertEquals(List.of(), controlPlane.serverNames, "an address is no server name");
    }

    @Test
    @Tag("R24")
    void refusesADialledHostThatTheCertificateDoesNotBear() throws Exception {
        environment.remove("KONG_CLUSTER_SERVER_NAME");
        dial(serverCertificate().issue());
        assertRefused("it is for " + NAME + " and not for 127.0.0.1; set cluster_server_name");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    @Tag("R19")
    void followsIntermediates(int count) throws Exception {
        TestAuthority authority = ROOT;
        for (int i = 1; i <= count; i++) {
            authority = authority.intermediate("Level " + i);
        }
        dial(authority.certificate("cp").dnsName(NAME).issue());
        assertConnected();
    }

    @Test
    void refusesMoreIntermediatesThanTheUserAllows() throws Exception {
        environment.put("KONG_LUA_SSL_VERIFY_DEPTH", "1");
        dial(ROOT.intermediate("1")
                .intermediate("2")
                .certificate("cp")
                .dnsName(NAME)
                .issue());
        assertRefused("(22:certificate chain too long)");
    }

    @Test
    @Tag("R20")
    void refusesTheCertificateOfAClient() throws Exception {
        dial(serverCertificate().usages(KeyPurposeId.id_kp_clientAuth).issue());
        assertRefused("lacks serverAuth");
    }

    @Test
    @Tag("R30")
    void refusesAnExpiredCertificate() throws Exception {
        Instant now = Instant.now();
        dial(serverCertificate()
                .valid(now.minusSeconds(600), now.minusSeconds(60))
                .issue());
        assertRefused("(10:certificate has expired)");
    }

    @Test
    @Tag("R16")
    void refusesTheControlPlaneOfAnotherAuthority() throws Exception {
        dial(TestAuthority.root("Other CA").certificate("cp").dnsName(NAME).issue());
        assertRefused("(20:unable to get local issuer certificate)");
    }

    @Test
    @Tag("R14")
    void trustsWhatTheNodeTrustsAnyway() throws Exception {
        TestAuthority corporate = TestAuthority.root("Corporate CA");
        environment.put("KONG_LUA_SSL_TRUSTED_CERTIFICATE", Pem.encode(List.of(corporate.certificate())));
        dial(corporate.certificate("cp").dnsName(NAME).issue());
        assertConnected();
    }

    @Test
    @Tag("R12")
    void ignoresNameAndAuthorityInSharedMode() throws Exception {
        CertificatePair pair = ClusterCertificate.generate(Duration.ofDays(1));
        environment.put("KONG_CLUSTER_MTLS", "shared");
        show(pair);
        dial(pair);
        assertConnected();
    }

    @Test
    @Tag("R168")
    void comesBackWithARenewedCertificate() throws Exception {
        dial(serverCertificate().issue());
        assertConnected();
        CertificatePair renewed = dataPlane();
        show(renewed);
        await().atMost(10, SECONDS).until(() -> shownLast().equals(renewed.leaf()) && controlPlane.pings.size() > 1);
        assertTrue(lines.all.stream().anyMatch(line -> line.contains("is renewed, as certificates were replaced")));
    }

    private X509Certificate shownLast() {
        return controlPlane.shown.get(controlPlane.shown.size() - 1);
    }

    @Test
    @Tag("R29")
    void staysConnectedWhenTheAuthorityIsJoinedByAnother() throws Exception {
        dial(serverCertificate().issue());
        assertConnected();
        Files.writeString(
                folder.resolve("ca.crt"),
                Pem.encode(List.of(
                        ROOT.certificate(), TestAuthority.root("Next CA").certificate())));
        await().atMost(10, SECONDS).until(() -> controlPlane.shown.size() == 2 && controlPlane.pings.size() > 1);
    }

    @Test
    void leavesWhenTheControlPlanesCertificateExpires() throws Exception {
        Instant soon = Instant.now().plusSeconds(4);
        dial(serverCertificate().valid(Instant.now().minusSeconds(60), soon).issue());
        assertConnected();
        await().atMost(15, SECONDS)
                .until(() -> lines.all.stream()
                        .anyMatch(line -> line.contains("broken: the control plane's certificate expired at ")));
    }
}
