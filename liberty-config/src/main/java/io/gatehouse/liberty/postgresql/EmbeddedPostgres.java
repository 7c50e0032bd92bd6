package io.gatehouse.liberty.postgresql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server of one control plane: its data lies under the prefix, it listens on loopback only, asks for a password
 * that only the prefix's owner can read, writes durably, and ends with the control plane.
 *
 * <p>Its port is chosen when it is created, so that others can be configured while the server still starts. Safe for use by
 * several threads.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String USER = "gatehouse";
    private static final String DATABASE = "postgres";
    private static final int START_SECONDS = 60;
    private static final FileAttribute<?> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path programs;
    private final Path folder;
    private final Path dataDirectory;
    private final Path log;
    private final String password;
    private final int port;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private Unprivileged unprivileged;
    private volatile Process process;
    private volatile boolean closing;

    private EmbeddedPostgres(Path programs, Path folder, Path log) throws IOException {
        this.programs = programs;
        this.folder = folder;
        this.dataDirectory = folder.resolve("data");
        this.log = log;
        this.password = password(folder.resolve("password"));
        this.port = freePort();
    }

    /**
     * Starts a server in the background: creates its data at the first start, and stops a server that outlived an earlier
     * control plane.
     *
     * @param programs folder with {@code bin}, {@code lib} and {@code share} of PostgreSQL
     * @param folder where data and password lie; created when missing
     * @param log file that receives what the server reports
     * @throws EmbeddedPostgresException when there are no programs for this machine or the folder cannot be written
     */
    public static EmbeddedPostgres start(Path programs, Path folder, Path log) {
        if (!Files.isExecutable(programs.resolve("bin/postgres"))) {
            throw new EmbeddedPostgresException("There is no embedded PostgreSQL for " + System.getProperty("os.name")
                    + " on " + System.getProperty("os.arch") + " in " + programs
                    + ". Set pg_host, pg_user, pg_password and"
                    + " pg_database to a PostgreSQL server of your own");
        }
        EmbeddedPostgres server;
        try {
            Files.createDirectories(folder, OWNER_ONLY_FOLDER);
            server = new EmbeddedPostgres(programs, folder, log);
        } catch (IOException e) {
            throw new EmbeddedPostgresException("cannot prepare " + folder + " for the embedded PostgreSQL: " + e, e);
        }
        // The server ends when this thread ends (see Unprivileged): it lives as long as the JVM.
        Thread thread = new Thread(server::run, "embedded PostgreSQL");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    public int port() {
        return port;
    }

    public String user() {
        return USER;
    }

    public String database() {
        return DATABASE;
    }

    public String password() {
        return password;
    }

    /** Completes when the server takes connections; exceptionally, with an {@link EmbeddedPostgresException}, if it cannot. */
    public CompletableFuture<Void> ready() {
        return ready;
    }

    /** Stops the server and waits until it has written everything. */
    @Override
    public void close() {
        closing = true;
        Process running = process;
        if (running != null && running.isAlive()) {
            Postmaster.of(running).stop();
        }
    }

    private void run() {
        try {
            Postmaster.runningOn(dataDirectory).ifPresent(Postmaster::stop);
            unprivileged = Unprivileged.detect();
            unprivileged.own(folder);
            if (!Files.exists(dataDirectory.resolve("PG_VERSION"))) {
                initialise();
            }
            requireSameMajorVersion();
            launch();
            awaitConnections();
            ready.complete(null);
            process.waitFor();
            if (!closing) {
                System.err.println("The embedded PostgreSQL ended unexpectedly with status " + process.exitValue()
                        + "; see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | UncheckedIOException e) {
            ready.completeExceptionally(
                    new EmbeddedPostgresException("the embedded PostgreSQL in " + folder + " cannot start: " + e, e));
        } catch (EmbeddedPostgresException e) {
            ready.completeExceptionally(e);
        }
    }

    /** Creates the data directory beside its final place, so that an interrupted attempt never looks like a database. */
    private void initialise() throws IOException, InterruptedException {
        Path unfinished = folder.resolve("data.unfinished");
        deleteRecursively(unfinished);
        List<String> command = unprivileged.command(List.of(
                programs.resolve("bin/initdb").toString(),
                "--pgdata=" + unfinished,
                "--username=" + USER,
                "--pwfile=" + folder.resolve("password"),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions"));
        Process initdb = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        if (!initdb.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
            initdb.destroyForcibly();
            throw new EmbeddedPostgresException("initdb did not end within " + START_SECONDS + " s; see " + log);
        }
        if (initdb.exitValue() != 0) {
            throw new EmbeddedPostgresException("initdb failed with status " + initdb.exitValue() + ": " + endOfLog());
        }
        try {
            Files.move(unfinished, dataDirectory, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new EmbeddedPostgresException("cannot rename " + unfinished + " to " + dataDirectory + ": " + e, e);
        }
    }

    private void requireSameMajorVersion() throws IOException {
        String data = Files.readString(dataDirectory.resolve("PG_VERSION")).strip();
        String own = Files.readString(programs.resolve("VERSION")).strip();
        if (!own.startsWith(data + ".")) {
            throw new EmbeddedPostgresException("The data in " + dataDirectory + " belongs to PostgreSQL " + data
                    + ", and this version brings PostgreSQL " + own
                    + ". Dump it with the older version and load it into a"
                    + " new prefix");
        }
    }

    private void launch() throws IOException {
        List<String> command =
                new ArrayList<>(List.of(programs.resolve("bin/postgres").toString(), "-D", dataDirectory.toString()));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "port=" + port,
                "unix_socket_directories=",
                "fsync=on",
                "synchronous_commit=on",
                "full_page_writes=on",
                "max_connections=60",
                "shared_buffers=64MB",
                "timezone=UTC",
                "log_timezone=UTC",
                "log_line_prefix=%m [%p] ")) {
            command.add("-c");
            command.add(setting);
        }
        process = new ProcessBuilder(unprivileged.command(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        if (closing) {
            close();
        }
    }

    private void awaitConnections() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Postmaster.isReady(dataDirectory, process.pid())) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new EmbeddedPostgresException("the embedded PostgreSQL ended with status " + process.exitValue()
                        + " while it started: " + endOfLog());
            }
            if (System.nanoTime() > deadline) {
                close();
                throw new EmbeddedPostgresException(
                        "the embedded PostgreSQL takes no connections after " + START_SECONDS + " s; see " + log);
            }
        }
    }

    private String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size())) + " (in " + log + ")";
        } catch (IOException e) {
            return "see " + log;
        }
    }

    private static String password(Path file) throws IOException {
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Path unfinished = file.resolveSibling("password.unfinished");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, OWNER_ONLY_FILE);
        Files.writeString(unfinished, password + "\n", StandardOpenOption.WRITE);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        return password;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void deleteRecursively(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
