package io.gatehouse.acceptance.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.acceptance.http.AdminClient;
import io.gatehouse.acceptance.http.Http;
import io.gatehouse.acceptance.node.Command;
import io.gatehouse.acceptance.node.Figures;
import io.gatehouse.acceptance.node.Installation;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.acceptance.node.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One quickstart through its life: begun, asked, stopped, begun again, killed, begun again. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QuickstartIT {
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration STOP = Duration.ofMinutes(2);
    /** Beside the port of the control plane's status listener the quickstart takes the one that is this much higher. */
    private static final int STATUS_PORT_DISTANCE = 100;

    private static final int PROXY = Ports.free();
    private static final int PROXY_TLS = Ports.free();
    private static final int ADMIN = Ports.free();
    private static final int CLUSTER = Ports.free();
    private static final int STATUS = statusPort();
    private static final int UPSTREAM = Ports.free();

    @RegisterExtension
    static final Nodes NODES = new Nodes();

    private static String key;

    private static int statusPort() {
        int port = Ports.free();
        while (!Ports.isFree(port + STATUS_PORT_DISTANCE)) {
            port = Ports.free();
        }
        return port;
    }

    private static Path prefix() {
        return NODES.folder().resolve("prefix");
    }

    private static PrefixProcesses processes() {
        return new PrefixProcesses(prefix());
    }

    private static Command.Result gatehouse(Duration patience, String... arguments) {
        Map<String, String> settings = Map.of(
                "KONG_PROXY_LISTEN", "127.0.0.1:" + PROXY + ", 127.0.0.1:" + PROXY_TLS + " ssl",
                "KONG_ADMIN_LISTEN", "127.0.0.1:" + ADMIN,
                "KONG_CLUSTER_LISTEN", "127.0.0.1:" + CLUSTER,
                "KONG_STATUS_LISTEN", "127.0.0.1:" + STATUS);
        List<String> words = new ArrayList<>();
        words.add(Installation.launcher().toString());
        words.addAll(List.of(arguments));
        words.addAll(List.of("--prefix", prefix().toString()));
        return new Command(words, settings, NODES.folder()).run(patience);
    }

    private static String quickstart() {
        long begin = System.nanoTime();
        String output = gatehouse(START, "quickstart", "--detach", "--upstream-port", Integer.toString(UPSTREAM))
                .expect(0)
                .output();
        Figures.milliseconds("quickstart --detach, after the build", (System.nanoTime() - begin) / 1e6);
        Matcher shown = Pattern.compile("(http://\\S+) -H 'apikey: ([^']+)'").matcher(output);
        assertTrue(shown.find(), output);
        key = shown.group(2);
        Http.get(URI.create(shown.group(1)), "").expect(401);
        Http.get(URI.create(shown.group(1)), "", "apikey", key).expect(200);
        return output;
    }

    private static AdminClient admin() {
        return new AdminClient(URI.create("http://127.0.0.1:" + ADMIN));
    }

    @AfterAll
    static void leaveNothing() {
        processes().kill();
    }

    @Test
    @Order(1)
    void portInUseIsNamedAndNothingIsLeftBehind() throws IOException {
        try (ServerSocket taken = new ServerSocket(PROXY, 1, InetAddress.getByName("127.0.0.1"))) {
            assertTrue(taken.isBound());
            String said = gatehouse(START, "quickstart", "--detach", "--upstream-port", Integer.toString(UPSTREAM))
                    .expect(1)
                    .output();
            assertTrue(
                    said.contains(Integer.toString(PROXY))
                            && said.contains("KONG_PROXY_LISTEN")
                            && said.contains("is used by another process"),
                    said);
        }
        assertEquals(List.of(), processes().running());
        assertTrue(Ports.isFree(ADMIN) && Ports.isFree(CLUSTER) && Ports.isFree(UPSTREAM));
    }

    @Test
    @Order(2)
    void showsARefusedAndAnAcceptedRequest() {
        String output = quickstart();
        assertTrue(output.contains("HTTP/1.1 401") && output.contains("HTTP/1.1 200"), output);
        assertTrue(output.contains("http://127.0.0.1:" + ADMIN), output);
        assertTrue(Files.exists(prefix().resolve("cluster.crt")) && Files.exists(prefix().resolve("cluster.key")));
        admin().create("/services", "{'name': 'mine', 'url': 'http://127.0.0.1:" + UPSTREAM + "'}");
    }

    @Test
    @Order(3)
    void statusTellsWhatRuns() {
        String output = gatehouse(STOP, "status").expect(0).output();
        for (String part : List.of("control plane", "PostgreSQL", "data plane", "demo upstream")) {
            assertTrue(
                    output.lines().anyMatch(line -> line.startsWith(part) && line.contains("running as process")),
                    output);
        }
        assertEquals(2, output.lines().filter(line -> line.endsWith(", ready")).count(), output);
    }

    @Test
    @Order(4)
    void refusesToRunTwice() {
        String output = gatehouse(START, "quickstart", "--detach").expect(1).output();
        assertTrue(output.contains("already running"), output);
        gatehouse(STOP, "status").expect(0);
    }

    @Test
    @Order(5)
    void stopLeavesNoProcess() {
        gatehouse(STOP, "stop").expect(0);
        assertEquals(List.of(), processes().running());
        gatehouse(STOP, "status").expect(1);
    }

    @Test
    @Order(6)
    void startsAgainWithItsData() {
        quickstart();
        assertEquals(200, admin().get("/services/mine").status());
        assertFalse(processes().running().isEmpty());
    }

    @Test
    @Order(7)
    void startsAgainAfterEverythingWasKilled() {
        processes().kill();
        quickstart();
        assertEquals(200, admin().get("/services/mine").status());
        gatehouse(STOP, "stop").expect(0);
        assertEquals(List.of(), processes().running());
    }
}
