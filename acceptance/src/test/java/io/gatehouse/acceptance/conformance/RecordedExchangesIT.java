package io.gatehouse.acceptance.conformance;

import static org.awaitility.Awaitility.await;

import io.gatehouse.acceptance.node.Command;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.DataPlane;
import io.gatehouse.acceptance.node.Installation;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.acceptance.node.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repeats recorded scenarios, which lie beside the checkout and are not part of it, and compares every answer. */
@EnabledIf(
        value = "recordingsAreThere",
        disabledReason = "needs python3, and ../shared/conformance with replay.py beside the checkout")
class RecordedExchangesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int ATTEMPTS = 5;
    /** The upstreams that the recordings name. */
    private static final List<Integer> UPSTREAM_PORTS = List.of(9191, 9192);

    @RegisterExtension
    static final Nodes NODES = new Nodes();

    private static DataPlane dataPlane;

    private static Path recordings() {
        return Installation.home().resolveSibling("shared").resolve("conformance");
    }

    static boolean recordingsAreThere() {
        return Files.exists(recordings().resolve("replay.py"))
                && List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "services",
                "routes",
                "consumers",
                "plugins",
                "certificates",
                "upstreams",
                "credentials",
                "credentials-tokens",
                "keys-vaults",
                "paging",
                "tags",
                "http-methods",
                "input-formats",
                "schemas"
            })
    void adminApiAnswersAsRecorded(String scenario) {
        ControlPlane controlPlane = NODES.sharedControlPlane();
        replay("admin", scenario, "--admin", controlPlane.admin().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"routing", "routing-more", "headers-and-errors", "balancing", "failures-balancing-more"})
    void proxyAnswersAsRecorded(String scenario) {
        ControlPlane controlPlane = NODES.sharedControlPlane();
        if (dataPlane == null) {
            dataPlane = NODES.dataPlane("data-plane", controlPlane);
            dataPlane.start();
        }
        replay(
                "proxy",
                scenario,
                "--admin",
                controlPlane.admin().toString(),
                "--proxy",
                dataPlane.proxy().toString(),
                "--status",
                dataPlane.status().toString());
    }

    private static void replay(String kind, String scenario, String... addresses) {
        Path file = recordings().resolve("scenarios").resolve(kind).resolve(scenario + ".http");
        List<String> words = new ArrayList<>(
                List.of("python3", recordings().resolve("replay.py").toString(), file.toString()));
        words.addAll(List.of(addresses));
        Command command = new Command(words, Map.of(), NODES.folder());
        for (int attempt = 1; ; attempt++) {
            await("the ports of the recorded upstreams are free")
                    .atMost(PATIENCE)
                    .until(() -> UPSTREAM_PORTS.stream().allMatch(Ports::isFree));
            Command.Result result = command.run(PATIENCE);
            // somebody else on this machine may have begun at the same moment
            if (attempt == ATTEMPTS || !result.output().contains("Address already in use")) {
                result.expect(0);
                return;
            }
        }
    }
}
