package io.gatehouse.acceptance.operation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.acceptance.node.Command;
import io.gatehouse.acceptance.node.Installation;
import io.gatehouse.acceptance.node.Nodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the launcher asks of the JVM is what the JVM does. */
class JvmOptionsIT {
    @RegisterExtension
    final Nodes nodes = new Nodes();

    @Test
    void theDataPlaneMapsItsClassesAndCollectsOnOneThread() throws IOException {
        Path loaded = nodes.folder().resolve("classes.log");
        Path collector = nodes.folder().resolve("collector.log");
        try (OperatedNode node = new OperatedNode(nodes)) {
            Map<String, String> options =
                    Map.of("GATEHOUSE_JAVA_OPTS", "-Xlog:class+load:file=" + loaded + " -Xlog:gc:file=" + collector);
            List<String> words = List.of(
                    Installation.launcher().toString(),
                    "start",
                    "-c",
                    node.file().toString());
            new Command(words, options, nodes.folder())
                    .run(Duration.ofMinutes(1))
                    .expect(0);
            node.ask("quit").expect(0);
        }
        assertTrue(Files.readString(collector).contains("Using Serial"), "the collector");
        List<String> own = Files.readAllLines(loaded).stream()
                .filter(line -> line.contains(" io.gatehouse."))
                .toList();
        long mapped = own.stream()
                .filter(line -> line.contains("shared objects file"))
                .count();
        assertTrue(mapped > own.size() / 2, mapped + " of " + own.size() + " classes come from the archive");
    }
}
