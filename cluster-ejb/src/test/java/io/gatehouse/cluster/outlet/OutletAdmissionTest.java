package io.gatehouse.cluster.outlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets through the opening handshake, and what the others see. The cases are those of a recorded control plane. */
class OutletAdmissionTest {

    private static Outlet outlet;

    @BeforeAll
    static void start() {
        outlet = new Outlet();
        outlet.publish(1, "one", Set.of());
    }

    @AfterAll
    static void stop() {
        outlet.close();
    }

    @Test
    @Tag("R1")
    @Tag("R7")
    void switchesProtocolsForThePinnedCertificate() throws Exception {
        try (Probe probe = outlet.probe()) {
            String head = probe.upgrade(UUID.randomUUID(), "3.9.3");
            assertTrue(
                    Pattern.matches(
                            "HTTP/1.1 101 Switching Protocols\r\nDate: [^\r]+ GMT\r\nConnection: upgrade\r\nUpgrade: websocket\r\n"
                                    + "Sec-WebSocket-Accept: ICX\\+Yqv66kxgM0FcWaLWlFLwTAI=\r\n\r\n",
                            head),
                    head);
            assertEquals("TLSv1.3", probe.protocol());
            assertEquals(outlet.pair.leaf(), probe.serverCertificate());
        }
    }

    @Test
    void speaksTls12() throws Exception {
        try (Probe probe =
                Probe.connect(outlet.address(), Optional.of(outlet.pair), Optional.of("kong_clustering"), "TLSv1.2")) {
            assertTrue(probe.upgrade(UUID.randomUUID(), "3.9.3").startsWith("HTTP/1.1 101 "));
            assertEquals("TLSv1.2", probe.protocol());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.example", ""})
    void doesNotCareAboutTheServerName(String name) throws Exception {
        try (Probe probe = Probe.connect(
                outlet.address(),
                Optional.of(outlet.pair),
                Optional.of(name).filter(given -> !given.isEmpty()),
                "TLSv1.3")) {
            assertTrue(probe.upgrade(UUID.randomUUID(), "3.9.3").startsWith("HTTP/1.1 101 "));
        }
    }

    @Test
    @Tag("R1")
    void saysNothingToAClientWithoutCertificate() throws Exception {
        assertSilence(Optional.empty());
    }

    @Test
    @Tag("R9")
    void saysNothingToAnotherCertificateOfTheSameName() throws Exception {
        assertSilence(Optional.of(ClusterCertificate.generate(Duration.ofDays(2))));
    }

    @Test
    void saysNothingToTheRightCertificateAfterItsTime() throws Exception {
        CertificatePair expired = ClusterCertificate.generate(Duration.ofSeconds(-1));
        outlet.own.set(expired);
        try {
            assertSilence(Optional.of(expired));
        } finally {
            outlet.own.set(outlet.pair);
        }
    }

    private static void assertSilence(Optional<CertificatePair> pair) throws Exception {
        try (Probe probe = Probe.connect(outlet.address(), pair)) {
            assertEquals("", probe.upgrade(UUID.randomUUID(), "3.9.3"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/outlet?node_hostname=x&node_version=3.9.3",
                "/v1/outlet?node_id=36353871-8e0d-4d38-b00a-986c730f08f7&node_hostname=probe",
                "/v1/outlet?node_id=&node_version=3.9.3",
                "/v1/outlet?node_id=%zz&node_version=3.9.3",
                "/v1/outlet"
            })
    void refusesARequestThatDoesNotSayWhoItIs(String target) throws Exception {
        try (Probe probe = outlet.probe()) {
            probe.send(Probe.request(target));
            String head = probe.readHead();
            assertTrue(
                    head.matches(
                            "(?s)HTTP/1.1 400 Bad Request\r\nDate: .* GMT\r\nContent-Type: text/html; charset=UTF-8\r\n"
                                    + "Content-Length: 122\r\nConnection: close\r\n\r\n"),
                    head);
            assertTrue(probe.readBody(122).contains("<title>400 Bad Request</title>"));
            assertTrue(probe.isAtEnd());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/v1/nope", "/v2/outlet", "/v1/ingest?node_id=1", "/v1/outlet/", "/services", "/status"})
    @Tag("R1")
    void servesNothingElse(String target) throws Exception {
        try (Probe probe = Probe.connect(outlet.address(), Optional.empty())) {
            probe.send(Probe.request(target));
            String head = probe.readHead();
            assertTrue(
                    head.matches(
                            "(?s)HTTP/1.1 404 Not Found\r\nDate: .* GMT\r\nContent-Type: text/html; charset=UTF-8\r\n"
                                    + "Content-Length: 118\r\nConnection: keep-alive\r\n\r\n"),
                    head);
            assertTrue(probe.readBody(118).contains("<title>404 Not Found</title>"));
            probe.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertTrue(probe.readHead().startsWith("HTTP/1.1 404 "));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Upgrade: websocket\r\n",
                "Connection: Upgrade\r\n",
                "Sec-WebSocket-Version: 13\r\n",
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
            })
    void endsARequestThatIsNoUpgrade(String missing) throws Exception {
        assertEndsSilently(Probe.upgradeRequest(UUID.randomUUID(), "3.9.3").replace(missing, ""));
    }

    @Test
    void endsAnUpgradeInAnotherVersion() throws Exception {
        String request = Probe.upgradeRequest(UUID.randomUUID(), "3.9.3");
        assertEndsSilently(request.replace("Version: 13", "Version: 8"));
        assertEndsSilently(request.replace("HTTP/1.1", "HTTP/1.0"));
        assertEndsSilently(request.replace("AAAAAAAAAAAAAAAAAAAAAA==", "AAAA"));
    }

    private static void assertEndsSilently(String request) throws Exception {
        try (Probe probe = outlet.probe()) {
            probe.send(request);
            assertEquals("", probe.readHead());
        }
    }

    @Test
    @Tag("R1")
    void speaksNothingButTls() throws IOException {
        try (Socket plain = new Socket()) {
            plain.connect(outlet.address());
            plain.setSoTimeout(10_000);
            plain.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = plain.getInputStream().readAllBytes();
            assertTrue(answer.length == 0 || answer[0] != 'H', "no HTTP without TLS");
        }
    }

    @Test
    @Tag("R43")
    void listensOnEveryAddressOrOnNone() {
        InetSocketAddress taken = outlet.address();
        OutletException refused = assertThrows(
                OutletException.class,
                () -> OutletServer.start(
                        List.of(Outlet.loopback("::1"), onPort(taken.getPort())),
                        outlet.pair,
                        outlet.peers,
                        outlet.sessions,
                        Optional.empty(),
                        Outlet.MAX_PAYLOAD));
        assertTrue(refused.getMessage().contains("cluster_listen: cannot listen on 127.0.0.1:" + taken.getPort()));
    }

    private static io.gatehouse.model.settings.Listener onPort(int port) {
        io.gatehouse.model.settings.Listener free = Outlet.loopback("127.0.0.1");
        return new io.gatehouse.model.settings.Listener(
                free.host(),
                port,
                true,
                false,
                false,
                false,
                false,
                false,
                false,
                free.backlog(),
                free.ipv6Only(),
                free.keepAlive(),
                "127.0.0.1:" + port);
    }
}
