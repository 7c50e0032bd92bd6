package io.gatehouse.acceptance.admin;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gatehouse.acceptance.http.AdminClient;
import io.gatehouse.acceptance.http.Http;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.Nodes;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The log level of running control planes. */
class LogLevelIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    @Test
    void changesForATimeOnEveryControlPlaneOfTheDatabase() {
        ControlPlane asked = nodes.sharedControlPlane();
        ControlPlane other = nodes.besideSharedControlPlane("other");
        other.start();
        asked.log().mark();

        assertEquals("log level changed", put(asked, "cluster/control-planes-nodes/log-level/info?timeout=8"));

        // both have it before either may have lost it again
        for (ControlPlane node : List.of(asked, other)) {
            await().atMost(SOON).until(() -> level(node).equals("log level: info"));
        }
        for (ControlPlane node : List.of(asked, other)) {
            node.log().awaitLineWith("The log level was info and is notice now", SOON.plusSeconds(8));
            assertEquals("log level: notice", level(node));
        }
    }

    @Test
    void decidesWhatTheConsoleShows() throws IOException {
        ControlPlane node = nodes.sharedControlPlane();
        AdminClient admin = node.client();
        node.log().mark();

        long updates = updatesOfTheServer(node);
        put(node, "node/log-level/error?timeout=0");
        await().atMost(SOON).until(() -> updatesOfTheServer(node) > updates);
        admin.create("/consumers", "{'username': 'unheard'}");
        put(node, "node/log-level/notice");
        await().atMost(SOON).until(() -> {
            admin.send("PUT", "/consumers/heard", "{}").expect(200);
            return !node.log().linesWith("PUT /consumers/heard").isEmpty();
        });

        assertEquals(0, node.log().linesWith("POST /consumers").size());
    }

    /** How often Liberty has taken over a changed configuration, which it looks for twice a second. */
    private static long updatesOfTheServer(ControlPlane node) throws IOException {
        return Files.readString(node.prefix().resolve("logs/messages.log"))
                .lines()
                .filter(line -> line.contains("CWWKG0017I"))
                .count();
    }

    private static String level(ControlPlane node) {
        return Http.get(node.admin(), "/debug/node/log-level")
                .json()
                .path("message")
                .asText();
    }

    private static String put(ControlPlane node, String path) {
        return Http.send("PUT", node.admin(), "/debug/" + path, null)
                .expect(200)
                .json()
                .path("message")
                .asText();
    }
}
