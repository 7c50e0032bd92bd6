package io.gatehouse.acceptance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.acceptance.http.Http;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.Nodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One control plane with its embedded database, through its life. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ControlPlaneIT {

    @RegisterExtension
    static final Nodes NODES = new Nodes();

    private static ControlPlane node;

    @Test
    @Order(1)
    @Tag("R40")
    void startsWithNothingButACertificate() {
        node = NODES.controlPlane("node");
        node.start();

        assertEquals(
                "control_plane",
                Http.get(node.admin(), "/").json().at("/configuration/role").asText());
        assertEquals(
                201,
                Http.send("POST", node.admin(), "/services", "{\"name\":\"kept\",\"url\":\"http://127.0.0.1:1\"}")
                        .status());
    }

    @Test
    @Order(2)
    @Tag("R100")
    void servesStatusAndHealthOnTheStatusListenerOnly() {
        assertEquals(
                "{\"message\":\"ready\"}",
                Http.get(node.status(), "/status/ready").text());
        assertTrue(Http.get(node.status(), "/status")
                .json()
                .at("/database/reachable")
                .asBoolean());
        for (String path : new String[] {"/health", "/health/ready", "/health/live"}) {
            assertEquals(
                    "UP", Http.get(node.status(), path).json().path("status").asText(), path);
            assertEquals(404, Http.get(node.admin(), path).status(), path);
        }
        assertEquals(404, Http.get(node.admin(), "/status/ready").status());
        assertEquals(
                "{\"message\":\"Not found\"}",
                Http.get(node.status(), "/services").text());
        assertEquals(404, Http.get(node.status(), "/").status());
    }

    @Test
    @Order(3)
    @Tag("R45")
    void keepsClusterAndAdminApart() {
        assertEquals(404, Http.get(node.admin(), "/v1/outlet").status());
        assertEquals(404, Http.get(node.admin(), "/v1/telemetry").status());
    }

    @Test
    @Order(4)
    void keepsThePasswordOfItsDatabaseToItsOwner() throws IOException {
        Path password = node.prefix().resolve("postgresql/password");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(password)));

        String secret = Files.readString(password).strip();
        try (Stream<Path> files = Files.walk(node.prefix())) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(node.prefix().resolve("postgresql")))
                    .filter(file ->
                            file.toString().endsWith(".log") || file.toString().endsWith(".xml"))
                    .toList()) {
                assertFalse(Files.readString(file).contains(secret), file + " holds the password");
            }
        }
    }

    @Test
    @Order(5)
    @Tag("R175")
    void findsItsDataAgainAfterBothWereKilled() {
        long database = databaseProcess();
        node.kill();

        node.start();

        assertEquals(
                "kept",
                Http.get(node.admin(), "/services/kept").json().path("name").asText());
        assertFalse(ProcessHandle.of(database).map(ProcessHandle::isAlive).orElse(false), "the old server lives on");
    }

    @Test
    @Order(6)
    void stopsItsDatabaseWhenItIsStopped() {
        long database = databaseProcess();

        node.stop();

        await().atMost(Duration.ofSeconds(5))
                .until(() -> ProcessHandle.of(database)
                        .filter(ProcessHandle::isAlive)
                        .isEmpty());
    }

    private static long databaseProcess() {
        try {
            return Long.parseLong(Files.readAllLines(node.prefix().resolve("postgresql/data/postmaster.pid"))
                    .get(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
