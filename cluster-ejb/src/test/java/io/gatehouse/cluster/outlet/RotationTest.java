package io.gatehouse.cluster.outlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.cluster.trust.ClusterTrust;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.pki.Pem;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.testpki.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the control plane are replaced while data planes are connected. */
@Tag("R10")
@Tag("R168")
class RotationTest {
    private static final TestAuthority ROOT = TestAuthority.root("Hybrid Root CA");

    @TempDir
    Path folder;

    private Outlet outlet;
    private ClusterTrust trust;

    @AfterEach
    void stop() {
        outlet.close();
    }

    private void start(String mode, CertificatePair pair) throws IOException {
        write(pair);
        Settings settings = Settings.load(
                Map.of(
                        "KONG_ROLE", "control_plane",
                        "KONG_PREFIX", folder.toString(),
                        "KONG_CLUSTER_MTLS", mode,
                        "KONG_CLUSTER_CERT", folder.resolve("cp.crt").toString(),
                        "KONG_CLUSTER_CERT_KEY", folder.resolve("cp.key").toString(),
                        "KONG_CLUSTER_CA_CERT", folder.resolve("ca.crt").toString()),
                Optional.empty(),
                Map.of());
        trust = ClusterTrust.of(settings, Clock.systemUTC());
        outlet = new Outlet(pair, Optional.of(trust.peers()));
        outlet.publish(1, "one", Set.of());
    }

    private void write(CertificatePair pair) throws IOException {
        Files.writeString(folder.resolve("cp.crt"), Pem.encode(pair.chain()));
        Files.writeString(folder.resolve("cp.key"), Pem.encode(pair.privateKey()));
    }

    private void trust(TestAuthority... authorities) throws IOException {
        Files.writeString(
                folder.resolve("ca.crt"),
                Pem.encode(Arrays.stream(authorities)
                        .map(TestAuthority::certificate)
                        .toList()));
    }

    private void follow() {
        trust.follow(outlet.server::present);
    }

    private Probe connected(CertificatePair pair) throws Exception {
        Probe probe = Probe.connect(outlet.address(), Optional.of(pair));
        assertTrue(probe.upgrade(UUID.randomUUID(), "3.9.3").startsWith("HTTP/1.1 101 "));
        probe.binary(Outlet.basicInfo("key-auth", "3.9.3"));
        assertEquals(Probe.Frame.BINARY, probe.readFrame().opcode());
        return probe;
    }

    private static void assertAlive(Probe probe) throws Exception {
        probe.ping(Probe.ZEROS);
        assertEquals(Probe.Frame.PONG, probe.readFrame().opcode());
    }

    private static void assertDismissed(Probe probe) throws Exception {
        Probe.Frame goodbye = probe.readFrame();
        assertEquals(Probe.Frame.CLOSE, goodbye.opcode());
        assertEquals(0, goodbye.payload().length);
        assertTrue(probe.isAtEnd());
    }

    @Test
    @Tag("R9")
    void aNewPinnedPairEndsTheSessionsOfTheOldOne() throws Exception {
        trust(ROOT);
        CertificatePair old = ClusterCertificate.generate(Duration.ofDays(2));
        start("shared", old);
        CertificatePair renewed = ClusterCertificate.generate(Duration.ofDays(2));
        try (Probe session = connected(old)) {
            follow();
            assertAlive(session);
            write(renewed);
            follow();
            assertDismissed(session);
        }
        try (Probe session = connected(renewed)) {
            assertEquals(renewed.leaf(), session.serverCertificate());
            assertAlive(session);
        }
    }

    @Test
    void aNewLeafLeavesSessionsAlone() throws Exception {
        trust(ROOT);
        start("pki", ROOT.certificate("cp").issue());
        try (Probe session = connected(ROOT.certificate("dp").issue())) {
            CertificatePair renewed = ROOT.certificate("cp 2").issue();
            write(renewed);
            follow();
            assertAlive(session);
            try (Probe other = connected(ROOT.certificate("dp 2").issue())) {
                assertEquals(renewed.leaf(), other.serverCertificate());
            }
        }
    }

    @Test
    @Tag("R29")
    void anAuthorityIsReplacedInTwoSteps() throws Exception {
        TestAuthority next = TestAuthority.root("Hybrid Root CA 2");
        trust(ROOT);
        start("pki", ROOT.certificate("cp").issue());
        try (Probe old = connected(ROOT.certificate("dp").issue())) {
            trust(ROOT, next);
            follow();
            assertAlive(old);
            try (Probe fresh = connected(next.certificate("dp").issue())) {
                trust(next);
                follow();
                assertDismissed(old);
                assertAlive(fresh);
            }
        }
    }

    @Test
    @Tag("R171")
    void aBrokenFileChangesNothing() throws Exception {
        trust(ROOT);
        start("pki", ROOT.certificate("cp").issue());
        try (Probe session = connected(ROOT.certificate("dp").issue())) {
            Files.writeString(folder.resolve("ca.crt"), "-----BEGIN CERTIFICATE-----\nAAAA\n");
            Files.writeString(folder.resolve("cp.crt"), "");
            follow();
            assertAlive(session);
            connected(ROOT.certificate("dp 2").issue()).close();
        }
    }
}
