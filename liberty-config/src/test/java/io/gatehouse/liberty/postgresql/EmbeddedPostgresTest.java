package io.gatehouse.liberty.postgresql;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    private static final Path PROGRAMS = Path.of(System.getProperty("postgresql.programs"));

    @TempDir
    private Path folder;

    @Test
    void keepsDataBetweenStarts() throws SQLException {
        try (EmbeddedPostgres server = start()) {
            execute(server, "CREATE TABLE kept (n integer)");
            execute(server, "INSERT INTO kept VALUES (7)");
        }
        try (EmbeddedPostgres server = start()) {
            assertEquals("7", query(server, "SELECT n FROM kept"));
        }
    }

    @Test
    void writesDurablyAndAsksForAPassword() throws SQLException, IOException {
        try (EmbeddedPostgres server = start()) {
            assertEquals("on", query(server, "SHOW fsync"));
            assertEquals("on", query(server, "SHOW synchronous_commit"));
            assertEquals("127.0.0.1", query(server, "SHOW listen_addresses"));
            SQLException refused = assertThrows(
                    SQLException.class, () -> connect(server, "wrong").close());
            assertEquals("28P01", refused.getSQLState());
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("pg/password"))));
        }
    }

    @Test
    void stopsAServerThatOutlivedItsControlPlane() throws SQLException, IOException {
        EmbeddedPostgres orphan = start();
        long pid = Postmaster.runningOn(folder.resolve("pg/data")).orElseThrow().pid();

        try (EmbeddedPostgres server = start()) {
            assertNotEquals(orphan.port(), server.port());
            assertEquals("1", query(server, "SELECT 1"));
            assertTrue(ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty(), "the orphan lives on");
        }
    }

    @Test
    void ignoresTheFileOfADeadServer() throws SQLException, IOException {
        start().close();
        // this JVM lives, but is no PostgreSQL server of that folder
        Files.writeString(
                folder.resolve("pg/data/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + folder.resolve("pg/data") + "\n");

        assertTrue(Postmaster.runningOn(folder.resolve("pg/data")).isEmpty());
    }

    @Test
    void beginsAgainAfterAnInterruptedFirstStart() throws SQLException, IOException {
        Files.createDirectories(folder.resolve("pg/data.unfinished/base"));
        Files.writeString(folder.resolve("pg/data.unfinished/PG_VERSION"), "18");

        try (EmbeddedPostgres server = start()) {
            assertEquals("1", query(server, "SELECT 1"));
        }
    }

    @Test
    void refusesDataOfAnotherMajorVersion() throws IOException {
        Files.createDirectories(folder.resolve("pg/data"));
        Files.writeString(folder.resolve("pg/data/PG_VERSION"), "9\n");

        CompletionException failure = assertThrows(CompletionException.class, this::start);

        assertTrue(failure.getCause().getMessage().contains("belongs to PostgreSQL 9"), failure.getMessage());
    }

    @Test
    void endsWithTheProcessThatStartedIt() throws IOException, InterruptedException, ExecutionException {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        PROGRAMS.toString(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String line = new String(parent.getInputStream().readNBytes("ready".length()));
        assertEquals("ready", line);
        ProcessHandle server = ProcessHandle.of(Postmaster.runningOn(folder.resolve("pg/data"))
                        .orElseThrow()
                        .pid())
                .orElseThrow();

        parent.destroyForcibly().onExit().get();

        await().atMost(Duration.ofSeconds(10)).until(() -> !server.isAlive());
    }

    private EmbeddedPostgres start() {
        EmbeddedPostgres server = EmbeddedPostgres.start(PROGRAMS, folder.resolve("pg"), folder.resolve("pg.log"));
        server.ready().orTimeout(60, TimeUnit.SECONDS).join();
        return server;
    }

    private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = connect(server, server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = connect(server, server.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres server, String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + server.database(), server.user(), password);
    }

    /** A process that starts a server and waits to be killed. */
    static final class Starter {
        public static void main(String[] arguments) throws InterruptedException {
            Path folder = Path.of(arguments[1]);
            EmbeddedPostgres server =
                    EmbeddedPostgres.start(Path.of(arguments[0]), folder.resolve("pg"), folder.resolve("pg.log"));
            server.ready().join();
            System.out.print("ready");
            System.out.flush();
            Thread.currentThread().join();
        }
    }
}
