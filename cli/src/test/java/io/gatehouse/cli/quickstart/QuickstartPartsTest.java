package io.gatehouse.cli.quickstart;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.cli.command.CommandException;
import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.pki.PairFiles;
import io.gatehouse.model.settings.Role;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.settings.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartPartsTest {
    @TempDir
    Path prefix;

    private Installation installation;

    @BeforeEach
    void makePair() throws IOException {
        installation = new Installation(prefix);
        PairFiles.create(
                ClusterCertificate.generate(Duration.ofDays(100)), installation.certificate(), installation.key());
    }

    @Test
    void bothNodesGetSettingsThatFitEachOther() throws IOException {
        NodeSettings nodes = new NodeSettings(installation, Map.of());
        nodes.write();

        Settings controlPlane = nodes.controlPlane();
        Settings dataPlane = nodes.dataPlane();
        assertEquals(Role.CONTROL_PLANE, controlPlane.role());
        assertEquals(Role.DATA_PLANE, dataPlane.role());
        assertEquals(Optional.of("127.0.0.1:8005"), dataPlane.text("cluster_control_plane"));
        assertEquals(8107, dataPlane.listeners("status_listen").get(0).port());
        assertEquals(prefix.resolve("data-plane"), dataPlane.prefix());
        assertFalse(controlPlane.isSet("pg_host"), "the control plane is to start its own database");
    }

    @Test
    void variablesOfTheUserMoveBothNodes() throws IOException {
        NodeSettings nodes = new NodeSettings(
                installation,
                Map.of(
                        "KONG_STATUS_LISTEN", "127.0.0.1:9007",
                        "KONG_CLUSTER_LISTEN", "0.0.0.0:9005",
                        "KONG_PROXY_LISTEN", "127.0.0.1:9000",
                        "KONG_ROLE", "traditional",
                        "KONG_CLUSTER_DP_LABELS", "a:b"));
        nodes.write();

        assertEquals(
                9007, nodes.controlPlane().listeners("status_listen").get(0).port());
        assertEquals(9107, nodes.dataPlane().listeners("status_listen").get(0).port());
        assertEquals(Optional.of("127.0.0.1:9005"), nodes.dataPlane().text("cluster_control_plane"));
        assertEquals(9000, nodes.dataPlane().listeners("proxy_listen").get(0).port());
        assertEquals(Map.of("a", "b"), nodes.dataPlane().labels());
    }

    @Test
    void refusesVariablesThatMakeNoSense() {
        NodeSettings nodes = new NodeSettings(installation, Map.of("KONG_ADMIN_LISTEN", "nonsense"));

        assertThrows(SettingsException.class, nodes::write);
    }

    @Test
    void namesEveryPortInUseAndHowToChooseAnother() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports ports = new Ports();
            ports.check("127.0.0.1", one.getLocalPort(), "proxy_listen", "set KONG_PROXY_LISTEN");
            ports.check("127.0.0.1", other.getLocalPort(), "admin_listen", "set KONG_ADMIN_LISTEN");

            String message =
                    assertThrows(CommandException.class, ports::require).getMessage();

            assertTrue(message.contains("port " + one.getLocalPort() + " on 127.0.0.1 (proxy_listen)"), message);
            assertTrue(message.contains("set KONG_PROXY_LISTEN"), message);
            assertTrue(message.contains("port " + other.getLocalPort()), message);
        }
    }

    @Test
    void noticesThatTwoListenersWantTheSamePort() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Ports ports = new Ports();
        ports.check("127.0.0.1", free, "proxy_listen", "x");
        assertDoesNotThrow(ports::require);
        ports.check("127.0.0.1", free, "status_listen", "set KONG_STATUS_LISTEN");

        String message = assertThrows(CommandException.class, ports::require).getMessage();
        assertTrue(message.contains("both proxy_listen and status_listen"), message);
    }

    @Test
    void onlyOneQuickstartWorksUnderAPrefix() throws IOException {
        try (QuickstartLock lock = QuickstartLock.take(prefix).orElseThrow()) {
            assertEquals(Optional.empty(), QuickstartLock.take(prefix), () -> "while there is " + lock);
        }
        QuickstartLock.take(prefix).orElseThrow().close();
        Path file = Files.writeString(prefix.resolve("file"), "");
        String message = assertThrows(CommandException.class, () -> QuickstartLock.take(file))
                .getMessage();
        assertTrue(message.contains("--prefix"), message);
    }

    @Test
    void demoUpstreamTellsWhatArrived() throws IOException {
        try (DemoUpstream upstream = DemoUpstream.start(0)) {
            String url = "http://127.0.0.1:" + upstream.port() + "/a/b?c=d";
            HttpResponse<String> answer =
                    new Http().send("POST", url, Map.of("X-Consumer-Username", "demo"), Optional.of("{}"));

            JsonNode echo = new ObjectMapper().readTree(answer.body());
            assertEquals(200, answer.statusCode());
            assertEquals("POST", echo.path("method").asText());
            assertEquals("/a/b?c=d", echo.path("path").asText());
            assertEquals(
                    "demo", echo.path("headers").path("x-consumer-username").asText());
            assertEquals(2, echo.path("body_size").asInt());
        }
    }

    @Test
    void findsNoDatabaseWhereThereIsNone() {
        assertEquals(Optional.empty(), installation.database().running());
    }
}
