package io.gatehouse.liberty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.pki.PairFiles;
import io.gatehouse.model.settings.Role;
import io.gatehouse.model.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenerPortsTest {

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void makeCertificate() throws IOException {
        Path certificate = folder.resolve("c.crt");
        Path key = folder.resolve("c.key");
        PairFiles.create(ClusterCertificate.generate(ClusterCertificate.DEFAULT_VALIDITY), certificate, key);
        environment.put("KONG_CLUSTER_CERT", certificate.toString());
        environment.put("KONG_CLUSTER_CERT_KEY", key.toString());
        environment.put("KONG_PREFIX", folder.toString());
    }

    @Test
    void namesEveryPortThatIsTaken() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                ServerSocket two = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Settings settings =
                    settings("127.0.0.1:" + one.getLocalPort(), "127.0.0.1:" + two.getLocalPort(), "127.0.0.1:0");

            List<String> problems = assertThrows(StartException.class, () -> ListenerPorts.requireFree(settings))
                    .getMessage()
                    .lines()
                    .toList();

            assertEquals(2, problems.size(), problems.toString());
            assertTrue(problems.get(0).startsWith("admin_listen cannot have '127.0.0.1:" + one.getLocalPort()));
            assertTrue(problems.get(1).startsWith("status_listen cannot have '127.0.0.1:" + two.getLocalPort()));
        }
    }

    @Test
    void refusesOnePortForTwoPurposes() {
        Settings settings = settings("127.0.0.1:18999", "127.0.0.2:18999", "127.0.0.1:0");

        assertEquals(
                "status_listen has the port of admin_listen in '127.0.0.2:18999'; each needs a port of its own",
                assertThrows(StartException.class, () -> ListenerPorts.requireFree(settings))
                        .getMessage());
    }

    private Settings settings(String admin, String status, String cluster) {
        environment.put("KONG_ADMIN_LISTEN", admin);
        environment.put("KONG_STATUS_LISTEN", status);
        environment.put("KONG_CLUSTER_LISTEN", cluster);
        environment.put("KONG_CLUSTER_TELEMETRY_LISTEN", "off");
        return Settings.loadAs(Role.CONTROL_PLANE, environment, Optional.empty(), Map.of());
    }
}
