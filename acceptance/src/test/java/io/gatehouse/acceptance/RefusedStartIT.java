package io.gatehouse.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.acceptance.node.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Control planes that cannot start say why, all at once, and leave nothing running. */
class RefusedStartIT {

    @RegisterExtension
    final Nodes nodes = new Nodes();

    @Test
    @Tag("R15")
    @Tag("R46")
    void reportsEveryWrongSetting() {
        ControlPlane node = nodes.controlPlane("node");
        node.set("database", "off").set("cluster_cert", "/nowhere.crt").set("log_level", "loud");

        node.launch();

        assertEquals(1, node.awaitEnd());
        assertTrue(
                node.log().text().contains("Error: in-memory storage can not be used when role = \"control_plane\""),
                node.log().text());
        assertTrue(
                node.log().text().contains("Error: cluster_cert: "), node.log().text());
        assertTrue(
                node.log().text().contains("Error: log_level has an invalid value: 'loud'"),
                node.log().text());
        assertFalse(Files.exists(node.prefix().resolve("postgresql")), "the database was started");
    }

    @Test
    void namesAPortThatIsTaken() throws IOException {
        ControlPlane node = nodes.controlPlane("node");
        try (ServerSocket taken = new ServerSocket(node.admin().getPort(), 1, InetAddress.getByName("127.0.0.1"))) {
            node.launch();

            assertEquals(1, node.awaitEnd());
            assertTrue(
                    node.log().text().contains("Error: admin_listen cannot have '127.0.0.1:" + taken.getLocalPort()),
                    node.log().text());
        }
        assertFalse(Files.exists(node.prefix().resolve("postgresql")), "the database was started");
    }

    @Test
    void endsWhenTheDatabaseRefusesIt() {
        ControlPlane node = nodes.controlPlane("node").on(TestDatabase.create());
        node.set("pg_password", "wrong");

        node.launch();

        assertEquals(1, node.awaitEnd());
        assertTrue(
                node.log().text().contains("Check pg_host, pg_port, pg_database, pg_user and pg_password"),
                node.log().text());
        assertFalse(node.log().text().contains("wrong"), "the password is in the log");
    }
}
