package io.gatehouse.cluster.outlet;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.cluster.trust.AdmittedPeers;
import io.gatehouse.cluster.trust.ChainTrust;
import io.gatehouse.cluster.trust.OcspRule;
import io.gatehouse.model.ocsp.RevocationCheck;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.testpki.TestAuthority;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cluster_mtls = pki} at the listener: who gets in, and what the others see and leave in the log. */
class ChainAdmissionTest {

    private static final TestAuthority ROOT = TestAuthority.root("Hybrid Root CA");
    private static final TestAuthority INTERMEDIATE = ROOT.intermediate("Hybrid Intermediate CA");
    private static final AtomicReference<List<X509Certificate>> TRUSTED = new AtomicReference<>();

    private static Outlet outlet;
    private static LogLines log;

    @BeforeAll
    static void start() {
        CertificatePair own = INTERMEDIATE
                .certificate("control-plane.example")
                .usages(KeyPurposeId.id_kp_serverAuth)
                .issue();
        outlet = new Outlet(
                own,
                Optional.of(new AdmittedPeers(
                        new ChainTrust(
                                TRUSTED::get, OcspRule.OFF, new RevocationCheck(Clock.systemUTC()), Clock.systemUTC()),
                        Clock.systemUTC())));
        outlet.publish(1, "one", Set.of());
        log = new LogLines();
    }

    @AfterAll
    static void stop() {
        log.close();
        outlet.close();
    }

    @BeforeEach
    void trustTheRoot() {
        TRUSTED.set(List.of(ROOT.certificate()));
        log.clear();
    }

    private static String answerTo(Optional<CertificatePair> pair) throws Exception {
        try (Probe probe = Probe.connect(outlet.address(), pair)) {
            String head = probe.upgrade(UUID.randomUUID(), "3.9.3");
            if (!head.startsWith("HTTP/1.1 400 ")) {
                return head.lines().findFirst().orElse("");
            }
            String length = head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
            String page = probe.readBody(Integer.parseInt(length));
            assertTrue(probe.isAtEnd());
            return page.replaceAll("(?s).*<title>(.*)</title>.*", "$1");
        }
    }

    private static void assertAdmitted(CertificatePair pair) throws Exception {
        assertEquals("HTTP/1.1 101 Switching Protocols", answerTo(Optional.of(pair)), log.toString());
    }

    static Stream<Arguments> strangers() {
        Instant now = Instant.now();
        Instant yesterday = now.minus(Duration.ofDays(1));
        Instant tomorrow = now.plus(Duration.ofDays(1));
        TestAuthority deep = ROOT;
        for (int i = 1; i <= 5; i++) {
            deep = deep.intermediate("Level " + i);
        }
        CertificatePair incomplete = INTERMEDIATE.certificate("incomplete").issue();
        Map<CertificatePair, String> cases = new java.util.LinkedHashMap<>();
        cases.put(
                ROOT.certificate("expired")
                        .valid(yesterday.minusSeconds(60), yesterday)
                        .issue(),
                "(10:certificate has expired) certificate \"CN=expired\"");
        cases.put(
                ROOT.certificate("early")
                        .valid(tomorrow, tomorrow.plusSeconds(60))
                        .issue(),
                "(9:certificate is not yet valid) certificate \"CN=early\"");
        cases.put(
                TestAuthority.root("Other CA").certificate("stranger").issue(),
                "(20:unable to get local issuer certificate) certificate \"CN=stranger\" (issuer \"CN=Other CA\"");
        cases.put(
                TestAuthority.root("Hybrid Root CA").certificate("forged").issue(),
                "(7:certificate signature failure) certificate \"CN=forged\"");
        cases.put(
                ClusterCertificate.generate(Duration.ofDays(1)),
                "(18:self-signed certificate) certificate \"CN=kong_clustering\"");
        cases.put(
                new CertificatePair(List.of(incomplete.leaf()), incomplete.privateKey()),
                "(20:unable to get local issuer certificate) certificate \"CN=incomplete\"");
        cases.put(deep.certificate("deep").issue(), "(22:certificate chain too long) certificate \"CN=Level 1\"");
        cases.put(
                ROOT.certificate("server").usages(KeyPurposeId.id_kp_serverAuth).issue(),
                "(26:unsuitable certificate purpose) certificate \"CN=server\"");
        cases.put(outlet.pair, "(26:unsuitable certificate purpose) certificate \"CN=control-plane.example\"");
        cases.put(
                ROOT.certificate("no signature")
                        .keyUsage(KeyUsage.keyEncipherment)
                        .issue(),
                "(26:unsuitable certificate purpose) certificate \"CN=no signature\"");
        cases.put(
                ROOT.certificate("small").rsa(1024).issue(),
                "(66:EE certificate key too weak) certificate \"CN=small\"");
        cases.put(
                ROOT.certificate("sha1").digest("SHA1").issue(),
                "(68:CA signature digest algorithm too weak) certificate \"CN=sha1\"");
        cases.put(
                ROOT.below(ROOT.certificate("old CA").authority().valid(yesterday.minusSeconds(60), yesterday))
                        .certificate("below an old CA")
                        .issue(),
                "(10:certificate has expired) certificate \"CN=old CA\"");
        cases.put(
                ROOT.below(ROOT.certificate("no CA"))
                        .certificate("below a leaf")
                        .issue(),
                "(32:key usage does not include certificate signing) certificate \"CN=no CA\"");
        return cases.entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    @Tag("R16")
    @Tag("R20")
    @Tag("R28")
    @Tag("R30")
    void refusesAndSaysWhichCertificateAndWhy(CertificatePair pair, String reason) throws Exception {
        assertEquals("400 The SSL certificate error", answerTo(Optional.of(pair)));
        await().atMost(5, SECONDS).until(() -> log.contain("SEVERE client SSL certificate verify error: " + reason));
    }

    @Test
    @Tag("R1")
    void asksForACertificate() throws Exception {
        assertEquals("400 No required SSL certificate was sent", answerTo(Optional.empty()));
        await().atMost(5, SECONDS)
                .until(() -> log.contain("data plane failed to present client certificate during handshake"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    @Tag("R19")
    void admitsUpToFourIntermediates(int intermediates) throws Exception {
        TestAuthority authority = ROOT;
        for (int i = 1; i <= intermediates; i++) {
            authority = authority.intermediate("Level " + i);
        }
        assertAdmitted(authority
                .certificate("dp")
                .usages(KeyPurposeId.id_kp_clientAuth)
                .issue());
    }

    @Test
    @Tag("R20")
    @Tag("R21")
    @Tag("R25")
    void admitsAnyNameAndEitherUsage() throws Exception {
        assertAdmitted(ROOT.certificate("").dnsName("whatever").issue());
        assertAdmitted(ROOT.certificate("anything").rsa(2048).issue());
        assertAdmitted(ROOT.certificate("no usage").usages().issue());
        await().atMost(5, SECONDS).until(() -> log.contain("does not say for what it may be used"));
    }

    @Test
    @Tag("R27")
    @Tag("R29")
    void trustsWhatTheFileHoldsNow() throws Exception {
        TestAuthority renewed = TestAuthority.root("New Root CA");
        CertificatePair old = ROOT.certificate("old").issue();
        CertificatePair fresh = renewed.certificate("fresh").issue();
        TRUSTED.set(List.of(ROOT.certificate(), renewed.certificate()));
        assertAdmitted(old);
        assertAdmitted(fresh);
        TRUSTED.set(List.of(renewed.certificate()));
        assertEquals("400 The SSL certificate error", answerTo(Optional.of(old)));
        assertAdmitted(fresh);

        CertificatePair below = INTERMEDIATE.certificate("below").issue();
        CertificatePair alone = new CertificatePair(List.of(below.leaf()), below.privateKey());
        TRUSTED.set(List.of(INTERMEDIATE.certificate()));
        assertAdmitted(alone);
        TRUSTED.set(List.of(below.leaf()));
        assertAdmitted(alone);
        assertEquals("400 The SSL certificate error", answerTo(Optional.of(fresh)));
    }

    @Test
    @Tag("R169")
    void notesTheExpiryOfTheDataPlanesCertificate() throws Exception {
        CertificatePair pair = ROOT.certificate("dp").issue();
        try (Probe probe = Probe.connect(outlet.address(), Optional.of(pair))) {
            probe.upgrade(UUID.randomUUID(), "3.9.3");
            probe.binary(Outlet.basicInfo("key-auth", "3.9.3"));
            probe.readFrame();
            probe.ping(Probe.ZEROS);
            probe.readFrame();
            assertEquals(
                    Optional.of(pair.expiresAt()),
                    outlet.heartbeats.get(outlet.heartbeats.size() - 1).certificateExpiry());
        }
    }

    @Test
    void endsSessionsThatWouldNotBeAdmittedAnyMore() throws Exception {
        Instant soon = Instant.now().plusSeconds(3).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        CertificatePair brief = ROOT.certificate("brief")
                .valid(Instant.now().minusSeconds(60), soon)
                .issue();
        CertificatePair lasting = ROOT.certificate("lasting").issue();
        try (Probe ends = Probe.connect(outlet.address(), Optional.of(brief));
                Probe stays = Probe.connect(outlet.address(), Optional.of(lasting))) {
            for (Probe probe : List.of(ends, stays)) {
                probe.upgrade(UUID.randomUUID(), "3.9.3");
                probe.binary(Outlet.basicInfo("key-auth", "3.9.3"));
                probe.readFrame();
            }
            await().atMost(10, SECONDS).until(() -> {
                outlet.peers.check();
                return log.contain(
                        "is not admitted any more, its session ends: client SSL certificate verify error: (10:");
            });
            Probe.Frame goodbye = ends.readFrame();
            assertEquals(Probe.Frame.CLOSE, goodbye.opcode());
            assertTrue(ends.isAtEnd());
            stays.ping(Probe.ZEROS);
            assertEquals(Probe.Frame.PONG, stays.readFrame().opcode());

            TRUSTED.set(List.of(TestAuthority.root("New").certificate()));
            outlet.peers.checkAll();
            assertEquals(Probe.Frame.CLOSE, stays.readFrame().opcode());
        }
    }
}
