package io.gatehouse.acceptance.dataplane;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.acceptance.http.Http;
import io.gatehouse.acceptance.link.PushedTable;
import io.gatehouse.acceptance.link.ScriptedControlPlane;
import io.gatehouse.acceptance.node.DataPlane;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.acceptance.node.Ports;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a data plane serves when it starts: its cache, else a file, else nothing; and then what the control plane says. */
class StartIT {
    private static final String EMPTY_HASH = "0".repeat(32);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    private ScriptedControlPlane controlPlane;
    private DataPlane dataPlane;

    @BeforeEach
    void prepare() {
        controlPlane = nodes.scripted();
        dataPlane = dataPlane("data-plane");
    }

    private DataPlane dataPlane(String name) {
        return nodes.dataPlane(name).dialling(controlPlane.port()).with(nodes.pair());
    }

    /** Leaves the data plane stopped with a cache, and the control plane away. */
    private String cache(String text) {
        dataPlane.start();
        controlPlane.awaitSession();
        String hash = controlPlane.pushAndAwait(PushedTable.answering(text, 1));
        dataPlane.stop();
        controlPlane.shut();
        return hash;
    }

    private Path file(String answer) throws IOException {
        return Files.writeString(nodes.folder().resolve("fallback.yml"), """
                _format_version: "3.0"
                routes:
                - name: of-the-file
                  paths: ["/file"]
                  plugins:
                  - name: request-termination
                    config: {status_code: 200, content_type: text/plain, body: %s}
                """.formatted(answer));
    }

    @Test
    @Tag("R65")
    @Tag("R70")
    @Tag("R77")
    void servesItsCacheAfterKill() {
        dataPlane.start();
        controlPlane.awaitSession();
        String hash = controlPlane.pushAndAwait(PushedTable.answering("pushed", 1));
        dataPlane.kill();
        controlPlane.shut();

        dataPlane.start();

        assertEquals("pushed", dataPlane.get("/0").expect(200).text());
        assertEquals(hash, dataPlane.configurationHash());
        Http.get(dataPlane.status(), "/status/ready").expect(200);
    }

    @Test
    @Tag("R71")
    void keepsItsCacheToItsOwner() throws IOException {
        cache("pushed");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(dataPlane.cache())));
    }

    @Test
    @Tag("R66")
    void prefersItsCacheToTheFile() throws IOException {
        cache("pushed");
        dataPlane.set("declarative_config", file("from-file").toString());

        dataPlane.start();

        dataPlane.get("/0").expect(200);
        dataPlane.get("/file").expect(404);
    }

    @Test
    @Tag("R66")
    @Tag("R68")
    @Tag("R75")
    @Tag("R76")
    void servesTheFileUntilTheControlPlanePushes() throws IOException {
        controlPlane.shut();
        dataPlane.set("declarative_config", file("from-file").toString());
        dataPlane.start();
        assertEquals("from-file", dataPlane.get("/file").expect(200).text());

        controlPlane.reopen();
        controlPlane.awaitSession();
        controlPlane.pushAndAwait(PushedTable.answering("pushed", 1));
        dataPlane.get("/0").expect(200);
        dataPlane.get("/file").expect(404);

        dataPlane.stop();
        controlPlane.shut();
        dataPlane.start();
        dataPlane.get("/0").expect(200);
        dataPlane.get("/file").expect(404);
    }

    @Test
    @Tag("R67")
    @Tag("R78")
    void answers404WithoutAnyConfiguration() {
        controlPlane.shut();
        dataPlane.start();

        Http.Answer answer = dataPlane.get("/0").expect(404);
        assertEquals(
                "no Route matched with those values",
                answer.json().path("message").asText());
        Http.Answer ready = Http.get(dataPlane.status(), "/status/ready").expect(503);
        assertEquals(
                "no configuration available (empty configuration present)",
                ready.json().path("message").asText());
        assertEquals(EMPTY_HASH, dataPlane.configurationHash());
    }

    @Test
    @Tag("R73")
    @Tag("R74")
    void cacheMayBeRemovedAndCopied() throws IOException {
        String hash = cache("pushed");
        DataPlane other = dataPlane("other");
        copy(dataPlane.cache(), other.cache());
        delete(dataPlane.cache());

        dataPlane.start();
        dataPlane.get("/0").expect(404);
        other.start();
        assertEquals("pushed", other.get("/0").expect(200).text());
        assertEquals(hash, other.configurationHash());
        assertNotEquals(dataPlane.id(), other.id());
    }

    @Test
    @Tag("R79")
    void startsWithTruncatedCache() throws IOException {
        cache("pushed");
        try (FileChannel data = FileChannel.open(dataPlane.cache().resolve("data.mdb"), StandardOpenOption.WRITE)) {
            data.truncate(data.size() / 2);
        }
        controlPlane.reopen();
        dataPlane.start();
        // whichever part is lost: it answers, and takes what the control plane sends
        assertTrue(List.of(200, 404).contains(dataPlane.get("/0").status()));
        controlPlane.awaitSession();
        controlPlane.pushAndAwait(PushedTable.answering("pushed again", 1));
        assertEquals("pushed again", dataPlane.get("/0").expect(200).text());
    }

    @Test
    @Tag("R79")
    void startsWithOverwrittenCache() throws IOException {
        cache("pushed");
        Path data = dataPlane.cache().resolve("data.mdb");
        Files.write(data, new byte[(int) Files.size(data)]);

        dataPlane.start();

        dataPlane.get("/0").expect(404);
        assertFalse(
                dataPlane.log().linesWith("cache").isEmpty(), dataPlane.log().text());
    }

    @Test
    @Tag("R44")
    @Tag("R184")
    void opensNoListenerOfOtherRoles() {
        int adminPort = Ports.free();
        int clusterPort = Ports.free();
        dataPlane.set("admin_listen", "127.0.0.1:" + adminPort);
        dataPlane.set("cluster_listen", "127.0.0.1:" + clusterPort);
        dataPlane.start();
        assertTrue(Ports.isFree(adminPort));
        assertTrue(Ports.isFree(clusterPort));
    }

    @Test
    @Tag("R53")
    void refusesADatabase() {
        dataPlane.set("database", "postgres");
        dataPlane.launch();
        assertEquals(1, dataPlane.awaitEnd());
        assertFalse(
                dataPlane
                        .log()
                        .linesWith("only in-memory storage can be used when role = \"data_plane\"")
                        .isEmpty(),
                dataPlane.log().text());
    }

    @Test
    void secondNodeRefusesTheSamePrefix() {
        dataPlane.start();
        DataPlane second = dataPlane("second");
        second.set("prefix", dataPlane.prefix().toString());
        second.launch();
        assertEquals(1, second.awaitEnd());
        assertFalse(second.log().linesWith("prefix").isEmpty(), second.log().text());
        await().during(Duration.ofMillis(200)).until(dataPlane::isAlive);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
