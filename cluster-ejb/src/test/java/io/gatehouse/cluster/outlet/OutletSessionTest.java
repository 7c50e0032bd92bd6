package io.gatehouse.cluster.outlet;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.cluster.outlet.Probe.Frame;
import io.gatehouse.cluster.session.DataPlaneRecord;
import io.gatehouse.cluster.snapshot.ConfigurationPayload;
import io.gatehouse.model.link.SyncStatus;
import io.gatehouse.model.link.delta.Name;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of a session, over real TLS. The cases are those of a recorded control plane. */
class OutletSessionTest {

    private static final String HASH = "e4f966e321c019be3b9ce178e2039191";

    private Outlet outlet;
    private final UUID id = UUID.randomUUID();

    @BeforeEach
    void start() {
        outlet = new Outlet();
        outlet.publish(1, "one", Set.of("key-auth"));
    }

    @AfterEach
    void stop() {
        outlet.close();
    }

    @Test
    void sendsTheConfigurationAndAnswersPings() throws Exception {
        try (Probe probe = outlet.introduced(id)) {
            Frame push = probe.readFrame();
            assertEquals(Frame.BINARY, push.opcode());
            assertTrue(push.finalFragment());
            assertArrayEquals(outlet.configuration.get().bytes(), push.payload());
            assertEquals("one", push.json().at("/config_table/services/0/name").asText());
            assertTrue(outlet.heartbeats.isEmpty(), "a good data plane appears with its first ping");

            probe.ping(Probe.ZEROS);
            assertPong(probe);
            probe.ping(HASH);
            assertPong(probe);
        }
        await().until(() -> outlet.heartbeats.size() == 2);
        DataPlaneRecord row = outlet.heartbeats.get(1);
        assertEquals(id, row.id());
        assertEquals("probe", row.hostname());
        assertEquals("127.0.0.1", row.ip());
        assertEquals("3.9.3", row.version());
        assertEquals(Probe.ZEROS, outlet.heartbeats.get(0).configHash());
        assertEquals(HASH, row.configHash());
        assertEquals(SyncStatus.NORMAL, row.syncStatus());
        assertEquals(Map.of("a", "b"), row.labels());
        assertEquals(Optional.of(outlet.pair.expiresAt()), row.certificateExpiry());
    }

    private static void assertPong(Probe probe) throws Exception {
        Frame pong = probe.readFrame();
        assertEquals(Frame.PONG, pong.opcode());
        assertEquals(0, pong.payload().length);
    }

    private static void assertEmptyClose(Probe probe) throws Exception {
        Frame close = probe.readFrame();
        assertEquals(Frame.CLOSE, close.opcode());
        assertEquals(0, close.payload().length);
        assertTrue(probe.isAtEnd());
    }

    @ParameterizedTest
    @ValueSource(strings = {"no json", "{\"type\":\"hello\",\"plugins\":[]}", "{\"type\":\"basic_info\"}", "[]", ""})
    void closesOnAnIntroductionThatIsNone(String introduction) throws Exception {
        try (Probe probe = outlet.probe()) {
            probe.upgrade(id, "3.9.3");
            probe.binary(introduction);
            assertEmptyClose(probe);
        }
        assertTrue(outlet.heartbeats.isEmpty());
    }

    @Test
    void closesWhenTheFirstFrameIsTextOrPing() throws Exception {
        try (Probe probe = outlet.probe()) {
            probe.upgrade(id, "3.9.3");
            probe.frame(0x81, Outlet.basicInfo("key-auth", "3.9.3").getBytes());
            assertEmptyClose(probe);
        }
        try (Probe probe = outlet.probe()) {
            probe.upgrade(id, "3.9.3");
            probe.ping(Probe.ZEROS);
            assertEmptyClose(probe);
        }
    }

    @Test
    void closesWhenNoIntroductionComes() throws Exception {
        try (Probe probe = outlet.probe()) {
            probe.upgrade(id, "3.9.3");
            outlet.lead.set(SECONDS.toNanos(4));
            probe.readTimeout(600);
            assertThrows(SocketTimeoutException.class, probe::readFrame);
            probe.readTimeout(10_000);
            outlet.lead.set(SECONDS.toNanos(5));
            assertEmptyClose(probe);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3.9.0, true",
        "3.9.99, true",
        "3.8.1, true",
        "3.4.0, true",
        "3.9.3-enterprise, true",
        "3.9.3.1, true",
        "3.10.0, false",
        "4.0.0, false",
        "2.8.4, false",
        "3.9, false"
    })
    void judgesTheVersionBeforeAnythingIsSent(String version, boolean accepted) throws Exception {
        try (Probe probe = outlet.probe()) {
            probe.upgrade(id, version);
            probe.binary(Outlet.basicInfo("key-auth", "3.9.3"));
            if (accepted) {
                assertEquals(Frame.BINARY, probe.readFrame().opcode());
                return;
            }
            assertEmptyClose(probe);
        }
        assertEquals(1, outlet.heartbeats.size());
        assertEquals(
                SyncStatus.KONG_VERSION_INCOMPATIBLE, outlet.heartbeats.get(0).syncStatus());
        assertEquals(version, outlet.heartbeats.get(0).version());
    }

    @Test
    void keepsNoRowOfAVersionThatIsNone() throws Exception {
        try (Probe probe = outlet.probe()) {
            probe.upgrade(id, "garbage");
            probe.binary(Outlet.basicInfo("key-auth", "3.9.3"));
            assertEmptyClose(probe);
        }
        assertTrue(outlet.heartbeats.isEmpty());
    }

    @Test
    void servesANodeWhoseIdIsNoUuidButKeepsNoRow() throws Exception {
        try (Probe probe = outlet.probe()) {
            probe.send(Probe.request("/v1/outlet?node_id=abc&node_hostname=probe&node_version=3.9.3"));
            probe.readHead();
            probe.binary(Outlet.basicInfo("key-auth", "3.9.3"));
            assertEquals(Frame.BINARY, probe.readFrame().opcode());
            probe.ping(Probe.ZEROS);
            assertPong(probe);
        }
        assertTrue(outlet.heartbeats.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "acl, 3.9.3, PLUGIN_SET_INCOMPATIBLE",
        "key-auth, 4.0.0, PLUGIN_VERSION_INCOMPATIBLE",
        "key-auth, 2.9.3, PLUGIN_VERSION_INCOMPATIBLE",
        "key-auth, 3.10.0, PLUGIN_VERSION_INCOMPATIBLE"
    })
    void holdsBackAConfigurationThatTheDataPlaneCannotRun(String plugin, String version, SyncStatus expected)
            throws Exception {
        try (Probe probe = outlet.probe()) {
            probe.upgrade(id, "3.9.3");
            probe.binary(Outlet.basicInfo(plugin, version));
            probe.ping(Probe.ZEROS);
            assertPong(probe);
            await().until(() -> outlet.heartbeats.size() == 1);
            assertEquals(expected, outlet.heartbeats.get(0).syncStatus());

            ConfigurationPayload repaired = outlet.publish(2, "two", Set.of());
            assertArrayEquals(repaired.bytes(), probe.readFrame().payload());
            assertEquals(2, outlet.heartbeats.size(), "a changed status is told at once");
            assertEquals(SyncStatus.NORMAL, outlet.heartbeats.get(1).syncStatus());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "0000000000000000000000000000000", "000000000000000000000000000000000"})
    void closesOnAPingWithoutHash(String payload) throws Exception {
        try (Probe probe = outlet.introduced(id)) {
            probe.readFrame();
            probe.ping(payload);
            assertEmptyClose(probe);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x82, 0x81, 0x8A, 0x02, 0x80, 0xC2})
    void closesOnAnyFrameButPingAfterTheIntroduction(int firstByte) throws Exception {
        try (Probe probe = outlet.introduced(id)) {
            probe.readFrame();
            probe.frame(firstByte, "a".repeat(32).getBytes());
            assertEmptyClose(probe);
        }
    }

    @Test
    void answersACloseFrameWithAnEmptyOne() throws Exception {
        try (Probe probe = outlet.introduced(id)) {
            probe.readFrame();
            probe.frame(0x88, new byte[] {3, (byte) 0xE8});
            assertEmptyClose(probe);
        }
        await().until(() -> outlet.sessions.count() == 0);
    }

    @Test
    void closesAfterFortyFiveSecondsWithoutPing() throws Exception {
        try (Probe probe = outlet.introduced(id)) {
            probe.readFrame();
            probe.ping(HASH);
            assertPong(probe);
            outlet.lead.addAndGet(SECONDS.toNanos(44));
            probe.readTimeout(600);
            assertThrows(SocketTimeoutException.class, probe::readFrame);
            probe.readTimeout(10_000);
            outlet.lead.addAndGet(SECONDS.toNanos(1));
            assertEmptyClose(probe);
        }
    }

    @Test
    void closesOnAFrameThatIsTooLargeOrNotMasked() throws Exception {
        try (Probe probe = outlet.probe()) {
            probe.upgrade(id, "3.9.3");
            probe.frame(0x82, new byte[Outlet.MAX_PAYLOAD + 1]);
            assertEmptyClose(probe);
        } catch (java.net.SocketException cutOffWhileWriting) {
            // the listener need not read to the end what it refuses
        }
        try (Probe probe = outlet.probe()) {
            probe.upgrade(id, "3.9.3");
            probe.send("\u0082\u0002{}");
            assertEmptyClose(probe);
        }
    }

    @Test
    void servesTwoSessionsOfOneNode() throws Exception {
        try (Probe first = outlet.introduced(id);
                Probe second = outlet.introduced(id)) {
            first.readFrame();
            second.readFrame();
            outlet.publish(2, "two", Set.of());
            assertEquals(
                    "two",
                    first.readFrame().json().at("/config_table/services/0/name").asText());
            assertEquals(
                    "two",
                    second.readFrame()
                            .json()
                            .at("/config_table/services/0/name")
                            .asText());
        }
    }

    @Test
    void sendsNothingTwice() throws Exception {
        try (Probe probe = outlet.introduced(id)) {
            ConfigurationPayload sent = outlet.configuration.get();
            assertArrayEquals(sent.bytes(), probe.readFrame().payload());
            outlet.sessions.accept(new ConfigurationPayload(
                    new Name(2, sent.name().content(), sent.hash()),
                    sent.plugins(),
                    sent.types(),
                    Outlet.payload(2, "one", Set.of()).bytes()));
            probe.ping(HASH);
            assertPong(probe);
        }
    }

    @Test
    void neverHoldsMoreThanTheNewestForASlowDataPlane() throws Exception {
        String large = new Random(1)
                .ints(6_000_000, 32, 126)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .replace('"', '.')
                .replace('\\', '.');
        try (Probe slow = outlet.introduced(id);
                Probe quick = outlet.introduced(UUID.randomUUID())) {
            slow.readFrame();
            quick.readFrame();
            outlet.publish(2, large, Set.of());
            assertEquals(Frame.BINARY, quick.readFrame().opcode());
            for (int revision = 3; revision <= 20; revision++) {
                outlet.publish(revision, "marker-" + revision, Set.of());
                // the quick one gets each, although the slow one has not read half of what came first
                assertEquals(
                        "marker-" + revision,
                        quick.readFrame()
                                .json()
                                .at("/config_table/services/0/name")
                                .asText());
            }
            slow.ping(HASH);
            assertNotEquals(0, slow.readFrame().payload().length);
            Frame next = slow.readFrame();
            Frame last = next.opcode() == Frame.PONG ? slow.readFrame() : next;
            assertEquals(
                    "marker-20", last.json().at("/config_table/services/0/name").asText());
        }
    }

    @Test
    @Tag("R10")
    void presentsANewCertificateWithoutRestart() throws Exception {
        CertificatePair renewed = ClusterCertificate.generate(Duration.ofDays(3));
        try (Probe running = outlet.introduced(id)) {
            running.readFrame();
            outlet.own.set(renewed);
            outlet.server.present(renewed);
            try (Probe old = outlet.probe()) {
                assertEquals(renewed.leaf(), old.serverCertificate());
                assertEquals("", old.upgrade(id, "3.9.3"));
            }
            try (Probe probe = Probe.connect(outlet.address(), Optional.of(renewed))) {
                assertTrue(probe.upgrade(id, "3.9.3").startsWith("HTTP/1.1 101 "));
            }
            running.ping(HASH);
            assertPong(running);
        }
    }

    @Test
    void saysGoodbyeWhenItStops() throws Exception {
        try (Probe probe = outlet.introduced(id)) {
            probe.readFrame();
            Thread stopping = new Thread(outlet.server::close);
            stopping.start();
            assertEmptyClose(probe);
            stopping.join();
        }
    }
}
