package io.gatehouse.proxy.listener;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What log plugins are told of stream sessions, with file-log. */
class StreamLogTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private StreamUpstream upstream;
    private RunningProxy proxy;
    private Path log;

    @BeforeEach
    void startUpstream() throws IOException {
        upstream = StreamUpstream.echo();
        log = directory.resolve("sessions.json");
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        upstream.close();
    }

    private void start(String yaml) throws IOException {
        proxy = new RunningProxy(directory, yaml, "proxy_listen=off", "stream_listen=127.0.0.1:0");
    }

    private String plugin(String protocols) {
        return "{name: file-log, protocols: " + protocols + ", config: {path: " + log + "}}";
    }

    private RawClient client() throws IOException {
        return new RawClient(proxy.server().streamAddresses().get(0).getPort());
    }

    private List<JsonNode> logged(int entries) throws IOException {
        await().until(() -> Files.exists(log) && Files.readAllLines(log).size() >= entries);
        List<JsonNode> documents = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            documents.add(JSON.readTree(line));
        }
        return documents;
    }

    @Test
    void aSessionIsToldWithItsRouteAndItsTries() throws IOException {
        int dead;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            dead = socket.getLocalPort();
        }
        start("upstreams: [{name: u, targets: [{target: '127.0.0.1:" + dead + "'}, {target: '127.0.0.1:"
                + upstream.port() + "'}]}]\nservices:\n- {name: s, protocol: tcp, host: u, port: 1,"
                + " retries: 5, routes: [{name: r, protocols: [tcp], sources: [{ip: 127.0.0.1}], plugins: ["
                + plugin("[tcp, tls]") + "]}]}\n");
        // the first may go to the living target at once; the second then begins with the dead one
        for (int i = 1; i <= 2; i++) {
            try (RawClient client = client()) {
                client.send("hello");
                client.bytes(5);
            }
            logged(i);
        }
        JsonNode document = logged(2).get(1);
        String workspace = document.path("workspace").asText();
        assertEquals(36, workspace.length());
        assertEquals(workspace, document.at("/route/ws_id").asText());
        assertEquals(workspace, document.at("/service/ws_id").asText());
        assertEquals(200, document.at("/session/status").asInt());
        assertEquals(5, document.at("/session/received").asInt());
        assertEquals(5, document.at("/session/sent").asInt());
        assertEquals(
                proxy.server().streamAddresses().get(0).getPort(),
                document.at("/session/server_port").asInt());
        assertFalse(document.path("session").has("tls"));
        assertEquals(5, document.at("/upstream/received").asInt());
        assertEquals(5, document.at("/upstream/sent").asInt());
        assertEquals("r", document.at("/route/name").asText());
        assertEquals("s", document.at("/service/name").asText());
        assertEquals("127.0.0.1", document.path("client_ip").asText());
        assertTrue(document.at("/latencies/session").asInt(-1) >= 0);
        assertTrue(document.at("/latencies/kong").asInt(-1) >= 0);
        JsonNode tries = document.path("tries");
        assertEquals(2, tries.size());
        assertEquals(dead, tries.at("/0/port").asInt());
        assertEquals("failed", tries.at("/0/state").asText());
        assertEquals(502, tries.at("/0/code").asInt());
        assertEquals(upstream.port(), tries.at("/1/port").asInt());
        assertFalse(tries.path(1).has("state"));
    }

    @Test
    void withoutARouteThePluginsOfEverythingAreTold() throws IOException {
        start("plugins: [" + plugin("[tcp]") + "]\n");
        try (RawClient client = client()) {
            assertTrue(client.isClosed());
        }
        JsonNode document = logged(1).get(0);
        assertEquals(500, document.at("/session/status").asInt());
        assertEquals(0, document.path("upstream").size());
        assertFalse(document.has("route"));
    }

    @Test
    void pluginsForRequestsAreNotTold() throws IOException {
        Path other = directory.resolve("requests.json");
        start("plugins: [{name: file-log, config: {path: " + other + "}}]\nservices:\n- {name: s, protocol: tcp,"
                + " host: 127.0.0.1, port: " + upstream.port()
                + ", routes: [{name: r, protocols: [tcp], sources: [{ip: 127.0.0.1}], plugins: [" + plugin("[tcp]")
                + "]}]}\n");
        try (RawClient client = client()) {
            client.send("hello");
            client.bytes(5);
        }
        logged(1);
        assertFalse(Files.exists(other));
    }
}
