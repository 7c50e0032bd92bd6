package io.gatehouse.acceptance.dataplane;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gatehouse.acceptance.link.PushedTable;
import io.gatehouse.acceptance.link.ScriptedControlPlane;
import io.gatehouse.acceptance.node.DataPlane;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.acceptance.node.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A data plane needs its control plane and nothing else: no database, nobody who takes its reports, no fixed address. */
class AloneWithItsControlPlaneIT {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @RegisterExtension
    final Nodes nodes = new Nodes();

    private ScriptedControlPlane controlPlane;
    private DataPlane dataPlane;

    @BeforeEach
    void prepare() {
        controlPlane = nodes.scripted();
        dataPlane = nodes.dataPlane("data-plane").dialling(controlPlane.port()).with(nodes.pair());
    }

    @Test
    @Tag("R62")
    void neverTouchesADatabase() throws IOException {
        try (ServerSocket database = new ServerSocket(0, 1, LOOPBACK)) {
            dataPlane.set("pg_host", "127.0.0.1").set("pg_port", Integer.toString(database.getLocalPort()));
            dataPlane.start();
            serves();
            dataPlane.stop();

            database.setSoTimeout(1);
            assertThrows(SocketTimeoutException.class, () -> database.accept().close());
        }
    }

    @Test
    @Tag("R56")
    void servesAndTriesAgainWhileNobodyTakesItsReports() throws IOException {
        int port = Ports.free();
        dataPlane.set("cluster_telemetry_endpoint", "127.0.0.1:" + port);
        dataPlane.start();
        serves();
        try (ServerSocket late = new ServerSocket(port, 1, LOOPBACK)) {
            late.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            // somebody who does not speak the protocol is no obstacle either
            for (int attempt = 0; attempt < 2; attempt++) {
                Socket connection = late.accept();
                connection.close();
            }
        }
        assertEquals("served", dataPlane.get("/0").expect(200).text());
    }

    @Test
    @Tag("R55")
    void looksTheNameOfItsControlPlaneUpAgain() throws IOException {
        Path hosts = Files.writeString(nodes.folder().resolve("hosts"), "127.0.0.1 elsewhere.test\n");
        dataPlane.jvmOption("-Djdk.net.hosts.file=" + hosts);
        dataPlane.set("cluster_control_plane", "cp.test:" + controlPlane.port());
        dataPlane.start();
        dataPlane.log().awaitLineWith("cp.test", Duration.ofSeconds(20));
        assertFalse(controlPlane.hasSession());

        Files.writeString(hosts, "127.0.0.1 cp.test\n");

        await().atMost(Duration.ofSeconds(60)).until(controlPlane::hasSession);
        serves();
    }

    private void serves() {
        controlPlane.awaitSession();
        controlPlane.pushAndAwait(PushedTable.answering("served", 1));
        assertEquals("served", dataPlane.get("/0").expect(200).text());
    }
}
