package io.gatehouse.acceptance.dataplane;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.acceptance.http.Http;
import io.gatehouse.acceptance.node.DataPlane;
import io.gatehouse.acceptance.node.Nodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node on its own, with a declarative file and no control plane: it serves, and ends without losing a request. */
class StandaloneIT {
    @RegisterExtension
    final Nodes nodes = new Nodes();

    private DataPlane node;

    @BeforeEach
    void start() throws IOException {
        Path file = Files.writeString(nodes.folder().resolve("gateway.yml"), """
                _format_version: "3.0"
                services:
                - name: echo
                  url: http://127.0.0.1:%d
                  routes:
                  - name: open
                    paths: ["/open"]
                  - name: guarded
                    paths: ["/guarded"]
                    plugins:
                    - name: key-auth
                consumers:
                - username: alice
                  keyauth_credentials:
                  - key: key-of-alice
                """.formatted(
                        nodes.upstream().port()));
        node = nodes.dataPlane("node");
        node.set("role", "traditional").set("declarative_config", file.toString());
        node.start();
    }

    @Test
    void servesADeclarativeFile() {
        node.get("/open").expect(200);
        node.get("/guarded").expect(401);
        assertEquals(
                "alice",
                node.get("/guarded", "apikey", "key-of-alice")
                        .expect(200)
                        .json()
                        .at("/headers/x-consumer-username")
                        .asText());
        Http.get(node.status(), "/status/ready").expect(200);
    }

    @Test
    void takesWholeConfigurationsFromItsAdminApi() throws IOException {
        Http.get(node.admin(), "/services/echo/routes/open").expect(200);
        String without = Files.readString(nodes.folder().resolve("gateway.yml")).replace("/open", "/other");
        Http.sendAs("POST", node.admin(), "/config", "text/yaml", without).expect(201);
        node.get("/other").expect(200);
        node.get("/open").expect(404);
        Http.send("POST", node.admin(), "/services", "{\"host\":\"a.test\"}").expect(405);
        Http.sendAs("POST", node.admin(), "/config", "text/yaml", "services: 1").expect(400);
        node.get("/other").expect(200);
    }

    @Test
    void readsItsFileAgainOnSighup() throws Exception {
        Path file = nodes.folder().resolve("gateway.yml");
        Files.writeString(file, Files.readString(file).replace("/open", "/other"));
        node.signal("HUP");
        node.awaitStatus(200, "/other");
        assertTrue(node.isAlive());
    }

    @Test
    @Tag("R145")
    void writesItsLogsToStandardOutput() throws Exception {
        node.stop();
        Path file = nodes.folder().resolve("gateway.yml");
        Files.writeString(
                file,
                Files.readString(file) + "plugins:\n- {name: file-log, config: {path: /dev/stdout, reopen: false}}\n");
        node.set("proxy_access_log", "/dev/stdout");
        node.start();
        node.get("/open?marked=1").expect(200);

        node.log().awaitLineWith("\"GET /open?marked=1 HTTP/1.1\" 200", Duration.ofSeconds(10));
        await("a line of the plugin file-log")
                .until(() -> node.log().linesWith("marked=1").stream().anyMatch(line -> line.startsWith("{\"")));
        String line = node.log().linesWith("marked=1").stream()
                .filter(each -> each.startsWith("{\""))
                .findFirst()
                .orElseThrow();
        assertEquals(
                "/open?marked=1",
                new ObjectMapper().readTree(line).at("/request/uri").asText());
    }

    @Test
    void refusesAFileThatIsWrong() throws IOException {
        DataPlane wrong = nodes.dataPlane("wrong");
        Path file = Files.writeString(
                nodes.folder().resolve("wrong.yml"), "_format_version: \"3.0\"\nservices: [{name: a, port: many}]\n");
        wrong.set("role", "traditional").set("declarative_config", file.toString());
        wrong.launch();
        assertEquals(1, wrong.awaitEnd());
        String said = wrong.log().text();
        assertTrue(said.contains(file.toString()) && said.contains("port"), said);
    }

    @Test
    @Tag("R63")
    void finishesTheRequestInFlightBeforeItEnds() throws Exception {
        CompletableFuture<Http.Answer> slow = CompletableFuture.supplyAsync(() -> node.get("/open/held"));
        await().until(() -> nodes.upstream().waiting() == 1);

        node.requestEnd();

        await("no new connections are taken").until(() -> !accepts());
        assertTrue(node.isAlive());
        nodes.upstream().letPass();
        slow.get(10, TimeUnit.SECONDS).expect(200);
        assertEquals(0, node.awaitEnd());
    }

    @Test
    @Tag("R63")
    void endsAtOnceWhenNothingIsToDo() {
        node.get("/open").expect(200);
        long begin = System.nanoTime();
        assertEquals(0, node.stop());
        assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(10));
        assertThrows(UncheckedIOException.class, () -> node.get("/open"));
    }

    private boolean accepts() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", node.proxy().getPort())) {
            return socket.isConnected();
        } catch (ConnectException refused) {
            return false;
        }
    }
}
