package io.gatehouse.acceptance.quickstart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.acceptance.node.Command;
import io.gatehouse.acceptance.node.Installation;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.model.pki.CertificatePair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Commands that run to their end. */
class CommandsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    private Command.Result gatehouse(String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Installation.launcher().toString());
        words.addAll(List.of(arguments));
        return new Command(words, Map.of(), nodes.folder()).run(PATIENCE);
    }

    @Test
    @Tag("R4")
    @Tag("R5")
    @Tag("R8")
    void makesAPairOnceInTheCurrentFolder() throws IOException {
        Path certificate = nodes.folder().resolve("cluster.crt");
        Path key = nodes.folder().resolve("cluster.key");

        String output =
                gatehouse("hybrid", "gen_cert", "--days", "30").expect(0).output();
        assertTrue(output.contains(certificate.toString()) && output.contains(key.toString()), output);
        CertificatePair pair = CertificatePair.load(certificate.toString(), key.toString());
        assertEquals("CN=kong_clustering", pair.leaf().getSubjectX500Principal().getName());
        assertEquals(
                Duration.ofDays(30), Duration.between(pair.leaf().getNotBefore().toInstant(), pair.expiresAt()));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));

        byte[] before = Files.readAllBytes(key);
        String refused = gatehouse("hybrid", "gen_cert").expect(1).output();
        assertTrue(refused.contains("already exists") && refused.contains("Will not overwrite it"), refused);
        assertArrayEquals(before, Files.readAllBytes(key));
    }

    @Test
    @Tag("R6")
    void tellsHowToMakeAPair() {
        String output = gatehouse("hybrid", "--help").expect(0).output();
        assertTrue(output.contains("gen_cert") && output.contains("--days"), output);
        assertTrue(output.contains("1095 days (3 years)"), output);
    }

    @Test
    void tellsItsVersion() {
        assertTrue(gatehouse("version").expect(0).output().matches("(?s).*\\d+\\.\\d+\\.\\d+.*"));
    }
}
