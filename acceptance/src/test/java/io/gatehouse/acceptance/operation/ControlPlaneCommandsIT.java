package io.gatehouse.acceptance.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.acceptance.http.Http;
import io.gatehouse.acceptance.node.Command;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.acceptance.node.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands for a running node, asked of a control plane. */
class ControlPlaneCommandsIT {
    @RegisterExtension
    final Nodes nodes = new Nodes();

    private ControlPlane node;

    @Test
    void healthReloadDrainAndQuit() throws IOException, InterruptedException {
        node = nodes.controlPlane("node").on(TestDatabase.create());
        node.start();
        assertTrue(ask("health").expect(0).output().startsWith("nginx.......running\n"));

        Path file = Files.writeString(nodes.folder().resolve("kong.conf"), "pg_timeout = 4000\n");
        String output = ask("reload", "-c", file.toString()).expect(0).output();
        assertEquals("changed, but in use with the next start only: pg_timeout\nGatehouse reloaded\n", output);
        node.signal("HUP");
        node.log().awaitLineWith("reloaded: changed, but in use with", Duration.ofSeconds(10));
        Files.writeString(file, "log_level = loud\n");
        output = ask("reload").expect(1).output();
        assertTrue(output.startsWith("Error: log_level has an invalid value: 'loud'"), output);

        Http.get(node.status(), "/status/ready").expect(200);
        Http.sendAs("POST", node.status(), "/status/ready", "application/json", "{\"status\":\"tired\"}")
                .expect(400);
        assertEquals(
                "Gatehouse's status successfully changed to 'draining'\n",
                ask("drain").expect(0).output());
        assertEquals(
                "draining",
                Http.get(node.status(), "/status/ready")
                        .expect(503)
                        .json()
                        .path("message")
                        .asText());
        Http.get(node.admin(), "/services").expect(200);

        assertEquals(
                "Gatehouse stopped (gracefully)\n",
                ask("quit", "-t", "40").expect(0).output());
        assertFalse(node.isAlive());
        assertEquals(0, node.awaitEnd());
    }

    private Command.Result ask(String command, String... more) {
        List<String> words =
                new ArrayList<>(List.of(command, "-p", node.prefix().toString()));
        words.addAll(List.of(more));
        return Command.gatehouse(nodes.folder(), words.toArray(String[]::new));
    }
}
