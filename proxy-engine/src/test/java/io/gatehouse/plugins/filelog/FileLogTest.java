package io.gatehouse.plugins.filelog;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.plugins.RunningGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLogTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private RunningGateway gateway;
    private Path kept;
    private Path reopened;

    @BeforeEach
    void start() throws Exception {
        kept = directory.resolve("kept.json");
        reopened = directory.resolve("reopened.json");
        gateway = new RunningGateway(directory.resolve("prefix"), """
                services:
                - name: upstream
                  url: UPSTREAM
                  routes:
                  - {name: kept, paths: [/kept], plugins: [{name: file-log, config: {path: %s}}]}
                  - {name: reopened, paths: [/reopened], plugins: [{name: file-log, config: {path: %s, reopen: true}}]}
                  - {name: broken, paths: [/broken], plugins: [{name: file-log, config: {path: %s/missing/x.json}}]}
                """.formatted(kept, reopened, directory));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Test
    @Tag("R144")
    void writesOneDocumentALine() throws Exception {
        for (int n = 0; n < 20; n++) {
            gateway.get("/kept?n=" + n, "Authorization", "Basic c2VjcmV0");
        }
        await().until(() -> lines(kept).size() == 20);
        for (int n = 0; n < 20; n++) {
            JsonNode document = JSON.readTree(lines(kept).get(n));
            assertEquals("/kept?n=" + n, document.at("/request/uri").asText());
            assertEquals(
                    "REDACTED", document.at("/request/headers/authorization").asText());
            assertEquals(200, document.at("/response/status").asInt());
            assertEquals("kept", document.at("/route/name").asText());
            assertEquals("200", document.path("upstream_status").asText());
        }
        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
    }

    @Test
    @Tag("R144")
    void followsARotatedFileWhenAskedTo() throws Exception {
        gateway.get("/reopened");
        await().until(() -> lines(reopened).size() == 1);
        Path rotated = directory.resolve("rotated.json");
        Files.move(reopened, rotated);
        gateway.get("/reopened");
        await().until(() -> lines(reopened).size() == 1);
        assertEquals(1, lines(rotated).size());
    }

    @Test
    void keepsWritingToTheFileItHasOpenOtherwise() throws Exception {
        gateway.get("/kept");
        await().until(() -> lines(kept).size() == 1);
        Path rotated = directory.resolve("rotated.json");
        Files.move(kept, rotated);
        gateway.get("/kept");
        await().until(() -> lines(rotated).size() == 2);
        assertTrue(Files.notExists(kept));
    }

    @Test
    void proxiesWhenTheFileCannotBeOpened() throws Exception {
        assertEquals(200, gateway.get("/broken").statusCode());
    }
}
