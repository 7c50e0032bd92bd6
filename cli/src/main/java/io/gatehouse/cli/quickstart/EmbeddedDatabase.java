package io.gatehouse.cli.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The PostgreSQL server of a control plane, which outlives a control plane that was killed. PostgreSQL itself notes its
 * process id and start time in {@code postmaster.pid}.
 *
 * @param directory where the control plane keeps it
 */
record EmbeddedDatabase(Path directory) {
    private static final int PID_LINE = 0;
    private static final int START_LINE = 2;
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);
    private static final Duration FAST_SHUTDOWN = Duration.ofSeconds(20);
    private static final Duration IMMEDIATE_SHUTDOWN = Duration.ofSeconds(10);

    /** Returns the server's process if it runs. */
    Optional<ProcessHandle> running() {
        return pidFile().flatMap(EmbeddedDatabase::process);
    }

    /**
     * Stops the server: its clients are disconnected and everything is written, or, when that takes too long, nothing is
     * and the next start recovers from its log. Does nothing when it does not run.
     *
     * @return whether it ran
     */
    boolean stop() throws IOException {
        Optional<ProcessHandle> server = running();
        if (server.isPresent()) {
            // Java can send TERM only, on which PostgreSQL waits for its clients to leave
            signal(server.get(), "INT");
            if (!ended(server.get(), FAST_SHUTDOWN)) {
                signal(server.get(), "QUIT");
                ended(server.get(), IMMEDIATE_SHUTDOWN);
            }
        }
        return server.isPresent();
    }

    private Optional<Path> pidFile() {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.find(
                directory,
                3,
                (path, attributes) -> path.getFileName().toString().equals("postmaster.pid"))) {
            return files.findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static Optional<ProcessHandle> process(Path pidFile) {
        try {
            List<String> lines = Files.readAllLines(pidFile, StandardCharsets.ISO_8859_1);
            Instant noted =
                    Instant.ofEpochSecond(Long.parseLong(lines.get(START_LINE).strip()));
            return ProcessHandle.of(Long.parseLong(lines.get(PID_LINE).strip()))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> isStartedAt(process, noted));
        } catch (IOException | RuntimeException e) {
            // gone in the meantime, or not written completely yet
            return Optional.empty();
        }
    }

    private static boolean isStartedAt(ProcessHandle process, Instant noted) {
        Instant started = process.info().startInstant().orElse(Instant.EPOCH);
        return Duration.between(started, noted).abs().compareTo(CLOCK_TOLERANCE) <= 0;
    }

    private static void signal(ProcessHandle process, String name) throws IOException {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + name + ' ' + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean ended(ProcessHandle process, Duration within) {
        try {
            process.onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
