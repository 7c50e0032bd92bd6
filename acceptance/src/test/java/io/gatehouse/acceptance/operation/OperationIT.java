package io.gatehouse.acceptance.operation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.acceptance.http.Http;
import io.gatehouse.acceptance.http.RequestFlow;
import io.gatehouse.acceptance.node.Command;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.model.pki.CertificatePair;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands for a node in the background: start, health, reload, drain, quit, stop, restart. */
class OperationIT {
    @RegisterExtension
    final Nodes nodes = new Nodes();

    private OperatedNode node;

    @BeforeEach
    void start() throws IOException {
        node = new OperatedNode(nodes);
        String output = node.start().expect(0).output();
        assertTrue(output.endsWith("Gatehouse started\n"), output);
        get("/open").expect(200);
    }

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    @Tag("R49")
    @Tag("R167")
    void reloadTakesOverFilesAndFailsNoRequest() throws Exception {
        CertificatePair renewed = OperatedNode.certificate();
        assertNotEquals(renewed.leaf(), node.shown());
        ProcessHandle process = node.process().orElseThrow();
        CompletableFuture<Http.Answer> slow = held();
        try (RequestFlow flow = RequestFlow.start(node.proxy().getPort(), "/open", 200)) {
            node.pair().replace(renewed);
            node.routes("/open", "/other");
            node.configure("log_level = debug");

            String output = node.ask("reload").expect(0).output();

            assertTrue(output.contains("in use now: log_level"), output);
            assertTrue(output.endsWith("Gatehouse reloaded\n"), output);
            assertEquals(renewed.leaf(), node.shown());
            get("/other").expect(200);
            assertEquals(List.of(), flow.end().failures());
        }
        nodes.upstream().letPass();
        slow.get(10, TimeUnit.SECONDS).expect(200);
        assertEquals(process, node.process().orElseThrow());
    }

    @Test
    @Tag("R171")
    void aReloadThatIsRefusedChangesNothing() throws Exception {
        CertificatePair before = node.pair().load();
        Files.writeString(node.pair().certificate(), "no certificate");
        node.routes("/other");

        String output = node.ask("reload").expect(1).output();

        assertTrue(output.startsWith("Error: ") && output.contains("ssl_cert"), output);
        assertEquals(before.leaf(), node.shown());
        get("/open").expect(200);
        get("/other").expect(404);

        // what is right in the same reload stays out, too
        node.pair().replace(OperatedNode.certificate());
        node.configure("log_level = debug");
        Files.writeString(node.declarations(), "_format_version: \"3.0\"\nservices: [{name: a, port: many}]\n");
        output = node.ask("reload").expect(1).output();
        assertTrue(output.contains(node.declarations().toString()) && output.contains("port"), output);
        assertEquals(before.leaf(), node.shown());
        get("/open").expect(200);

        node.configure("log_level = loud\nupstream_keepalive_pool_size = many");
        output = node.ask("reload").expect(1).output();
        assertTrue(output.contains("log_level") && output.contains("upstream_keepalive_pool_size"), output);
    }

    @Test
    @Tag("R193")
    void namesWhatWaitsForTheNextStartAndRestartBringsIt() throws Exception {
        ProcessHandle before = node.process().orElseThrow();
        node.moveProxy();
        node.configure("");

        String output = node.ask("reload").expect(0).output();
        assertTrue(output.contains("in use with the next start only: proxy_listen"), output);

        output = node.gatehouse("restart", "-c", node.file().toString())
                .expect(0)
                .output();
        assertEquals("Gatehouse stopped\nGatehouse started\n", output);
        get("/open").expect(200);
        assertNotEquals(before, node.process().orElseThrow());
        assertFalse(before.isAlive());
    }

    @Test
    void quitLetsTheRequestInFlightFinish() throws Exception {
        ProcessHandle process = node.process().orElseThrow();
        CompletableFuture<Http.Answer> slow = held();

        CompletableFuture<Command.Result> quit = CompletableFuture.supplyAsync(() -> node.ask("quit", "-t", "30"));

        await("no new connections are taken").until(() -> !accepts());
        assertTrue(process.isAlive());
        nodes.upstream().letPass();
        slow.get(10, TimeUnit.SECONDS).expect(200);
        assertEquals(
                "Gatehouse stopped (gracefully)\n",
                quit.get(40, TimeUnit.SECONDS).expect(0).output());
        assertFalse(process.isAlive());
    }

    @Test
    void quitCutsWhatTakesLongerThanItsTimeout() throws Exception {
        ProcessHandle process = node.process().orElseThrow();
        CompletableFuture<Http.Answer> slow = held();
        assertEquals(
                "Timeout, Gatehouse stopped forcefully\n",
                node.ask("quit", "-t", "1").expect(0).output());
        assertFalse(process.isAlive());
        assertCut(slow);
    }

    @Test
    void stopCutsRequestsInFlight() throws Exception {
        ProcessHandle process = node.process().orElseThrow();
        CompletableFuture<Http.Answer> slow = held();
        assertEquals("Gatehouse stopped\n", node.ask("stop").expect(0).output());
        // a graceful end would wait ten seconds for the request
        process.onExit().get(8, TimeUnit.SECONDS);
        assertCut(slow);
        assertTrue(node.ask("health").expect(1).output().startsWith("nginx.......not running\n"));
        for (String command : List.of("stop", "quit", "reload", "drain")) {
            String output = node.ask(command).expect(1).output();
            assertTrue(output.contains("nginx not running in prefix: " + node.prefix()), output);
        }
    }

    @Test
    void drainTakesTheNodeOutOfRotationOnly() {
        node.ready().expect(200);
        assertTrue(node.ask("health").expect(0).output().startsWith("nginx.......running\n"));
        assertEquals(
                "Gatehouse's status successfully changed to 'draining'\n",
                node.ask("drain").expect(0).output());
        assertEquals("draining", node.ready().expect(503).json().path("message").asText());
        get("/open").expect(200);
    }

    @Test
    void startTellsWhyItCannot() throws IOException {
        String output = node.start().expect(1).output();
        assertTrue(output.contains("Gatehouse is already running in " + node.prefix()), output);
        node.ask("quit").expect(0);
        try (ServerSocket taken = new ServerSocket(node.proxy().getPort())) {
            output = node.start().expect(1).output();
            assertTrue(output.contains("127.0.0.1:" + taken.getLocalPort()), output);
        }
    }

    private Http.Answer get(String path) {
        return Http.get(node.proxy(), path);
    }

    /** A request that the upstream has and does not answer yet. */
    private CompletableFuture<Http.Answer> held() {
        CompletableFuture<Http.Answer> answer = CompletableFuture.supplyAsync(() -> get("/open/held"));
        await().until(() -> nodes.upstream().waiting() == 1);
        return answer;
    }

    private static void assertCut(CompletableFuture<Http.Answer> request) throws Exception {
        try {
            throw new AssertionError("the request was answered: " + request.get(10, TimeUnit.SECONDS));
        } catch (ExecutionException cut) {
            assertTrue(cut.getCause() instanceof java.io.UncheckedIOException, cut.toString());
        }
    }

    private boolean accepts() {
        try (Socket socket = new Socket("127.0.0.1", node.proxy().getPort())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
