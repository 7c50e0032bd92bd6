package io.gatehouse.proxy.link;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.link.LinkException;
import io.gatehouse.model.link.delta.Applied;
import io.gatehouse.model.link.delta.FromDataPlane;
import io.gatehouse.model.link.delta.Resume;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ControlPlaneLinkTest {
    private static final String NODE_ID = "2f7c1f62-3f5b-4f4b-9a3e-6a3a3c1e0a11";
    private static final String NO_HASH = "0".repeat(32);
    private static final byte[] INTRODUCTION = "{\"type\":\"basic_info\"}".getBytes(StandardCharsets.UTF_8);
    private static final CertificatePair PAIR = ClusterCertificate.generate(Duration.ofDays(1));

    private final Receiver receiver = new Receiver();
    private final Deltas deltas = new Deltas();
    private ScriptedControlPlane controlPlane;
    private ControlPlaneLink link;

    private static final class Receiver implements PushReceiver {
        final List<byte[]> pushes = new CopyOnWriteArrayList<>();
        volatile String hash = NO_HASH;
        volatile CountDownLatch hold = new CountDownLatch(0);

        @Override
        public String configurationHash() {
            return hash;
        }

        @Override
        public void receive(byte[] frame) {
            pushes.add(frame);
            try {
                hold.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            String text = new String(frame, StandardCharsets.UTF_8);
            if (text.startsWith("unreadable")) {
                throw new LinkException("the configuration cannot be decompressed: not in gzip format");
            }
            hash = (text + "-".repeat(32)).substring(0, 32);
        }
    }

    private static final class Deltas implements DeltaReceiver {
        final List<byte[]> frames = new CopyOnWriteArrayList<>();

        @Override
        public FromDataPlane resume() {
            return new Resume(NO_HASH);
        }

        @Override
        public void receive(List<ArrivedFrame> arrived, Consumer<FromDataPlane> reports) {
            arrived.forEach(frame -> frames.add(frame.content()));
            reports.accept(new Applied(frames.size(), 1));
        }

        @Override
        public void rest() {}
    }

    private void connect(CertificatePair own) throws Exception {
        controlPlane = new ScriptedControlPlane(PAIR, 0);
        dial(own, controlPlane.port());
    }

    private void dial(CertificatePair own, Integer... ports) {
        LinkIdentity identity = new LinkIdentity(NODE_ID, "node-1", "3.9.3", 4 << 20);
        OutletSessions sessions = new OutletSessions(identity, () -> INTRODUCTION, receiver, deltas);
        List<LinkAddress> addresses = Arrays.stream(ports)
                .map(port -> new LinkAddress("127.0.0.1", port))
                .toList();
        ControlPlaneOrder order = new ControlPlaneOrder(addresses, false, new Random());
        link = new ControlPlaneLink(order, to -> LinkTls.shared(own), Optional::empty, sessions);
        link.start();
    }

    @AfterEach
    void end() {
        link.close();
        if (controlPlane != null) {
            controlPlane.close();
        }
    }

    @Test
    @Tag("R83")
    void introducesItselfAndPingsAtOnce() throws Exception {
        connect(PAIR);
        await().until(() -> controlPlane.pings.size() == 1);
        assertEquals(NO_HASH, controlPlane.pings.get(0));
        assertArrayEquals(INTRODUCTION, controlPlane.introductions.get(0));
        String request = controlPlane.requests.get(0);
        assertTrue(
                request.startsWith("GET /v1/outlet?node_id=" + NODE_ID + "&node_hostname=node-1&node_version=3.9.3\n"));
        assertTrue(request.contains("host: 127.0.0.1:" + controlPlane.port() + "\n"));
        assertFalse(request.contains("origin:"));
        assertTrue(request.contains("sec-websocket-protocol: plain.v1, gatehouse.v1\n"));
        assertFalse(request.contains("sec-websocket-extensions:"));
        assertTrue(link.isConnected());
    }

    @Test
    @Tag("R84")
    void pingsEveryHalfMinute() throws Exception {
        connect(PAIR);
        await().until(() -> controlPlane.pings.size() == 1);
        long first = System.nanoTime();
        await().atMost(Duration.ofSeconds(35)).until(() -> controlPlane.pings.size() == 2);
        assertEquals(30, (System.nanoTime() - first) / 1e9, 1.0);
    }

    @Test
    void pingsWithTheNewHashOncePushIsApplied() throws Exception {
        connect(PAIR);
        await().until(() -> controlPlane.pings.size() == 1);
        controlPlane.push("first".getBytes(StandardCharsets.UTF_8));
        await().until(() -> controlPlane.pings.size() == 2);
        assertEquals(receiver.hash, controlPlane.pings.get(1));
    }

    @Test
    void appliesOnlyTheNewestOfThePushesThatCameMeanwhile() throws Exception {
        connect(PAIR);
        await().until(() -> controlPlane.pings.size() == 1);
        receiver.hold = new CountDownLatch(1);
        controlPlane.push("one".getBytes(StandardCharsets.UTF_8));
        await().until(() -> receiver.pushes.size() == 1);
        controlPlane.push("two".getBytes(StandardCharsets.UTF_8));
        controlPlane.push("three".getBytes(StandardCharsets.UTF_8));
        // frames arrive in order, so this one tells that the others have arrived
        controlPlane.push("four".getBytes(StandardCharsets.UTF_8));
        receiver.hold.countDown();
        await().until(() -> receiver.hash.startsWith("four"));
        assertTrue(receiver.pushes.size() <= 4);
    }

    @Test
    @Tag("R85")
    void dialsAgainAfterTheControlPlaneCameBack() throws Exception {
        connect(PAIR);
        await().until(() -> controlPlane.pings.size() == 1);
        int port = controlPlane.port();
        controlPlane.close();
        await().until(() -> !link.isConnected());
        controlPlane = new ScriptedControlPlane(PAIR, port);
        await().atMost(Duration.ofSeconds(15)).until(link::isConnected);
    }

    @Test
    @Tag("R48")
    void goesToTheNextControlPlaneAtOnceWhenTheFirstDoesNotAnswer() throws Exception {
        int dead;
        try (ServerSocket taken = new ServerSocket(0)) {
            dead = taken.getLocalPort();
        }
        controlPlane = new ScriptedControlPlane(PAIR, 0);
        dial(PAIR, dead, controlPlane.port());
        await().atMost(Duration.ofSeconds(4)).until(link::isConnected);
    }

    @Test
    void dialsAgainAfterAFrameThatCannotBeRead() throws Exception {
        connect(PAIR);
        await().until(() -> controlPlane.pings.size() == 1);
        controlPlane.push("unreadable".getBytes(StandardCharsets.UTF_8));
        await().atMost(Duration.ofSeconds(15)).until(() -> controlPlane.introductions.size() == 2);
    }

    @Test
    void dialsAgainAfterAFarewell() throws Exception {
        connect(PAIR);
        await().until(() -> controlPlane.pings.size() == 1);
        controlPlane.sayGoodbye();
        await().atMost(Duration.ofSeconds(15)).until(() -> controlPlane.introductions.size() == 2);
    }

    @Test
    @Tag("R9")
    void refusesAControlPlaneWithAnotherCertificate() throws Exception {
        connect(ClusterCertificate.generate(Duration.ofDays(1)));
        await().during(Duration.ofSeconds(1)).until(() -> controlPlane.requests.isEmpty());
        assertFalse(link.isConnected());
    }

    @Test
    void followsAControlPlaneThatAgreesToDeltas() throws Exception {
        controlPlane = new ScriptedControlPlane(PAIR, 0);
        controlPlane.subprotocols = "gatehouse.v1";
        dial(PAIR, controlPlane.port());
        await().until(() -> controlPlane.introductions.size() == 2);
        assertArrayEquals(new Resume(NO_HASH).encode(), controlPlane.introductions.get(1));
        controlPlane.push("one".getBytes(StandardCharsets.UTF_8));
        controlPlane.push("two".getBytes(StandardCharsets.UTF_8));
        await().until(() -> deltas.frames.size() == 2);
        await().until(() -> controlPlane.introductions.size() >= 3);
        assertTrue(receiver.pushes.isEmpty());
    }

    @Test
    void takesARepeatedOfferForNoAgreement() throws Exception {
        controlPlane = new ScriptedControlPlane(PAIR, 0);
        controlPlane.subprotocols = "plain.v1";
        dial(PAIR, controlPlane.port());
        await().until(() -> controlPlane.pings.size() == 1);
        controlPlane.push("first".getBytes(StandardCharsets.UTF_8));
        await().until(() -> receiver.pushes.size() == 1);
        assertTrue(deltas.frames.isEmpty());
    }
}
