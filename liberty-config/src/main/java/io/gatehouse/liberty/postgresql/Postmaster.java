package io.gatehouse.liberty.postgresql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The main process of a PostgreSQL server, as its file {@code postmaster.pid} names it: process id in the first line, data
 * directory in the second, "ready" in the eighth once connections are taken.
 */
final class Postmaster {
    private static final int STATUS_LINE = 7;

    private final ProcessHandle process;

    private Postmaster(ProcessHandle process) {
        this.process = process;
    }

    /**
     * Finds the server that runs on a data directory, for instance one that outlived its control plane. A file that was left
     * behind by a dead server, or whose process id belongs to another program by now, yields nothing.
     */
    static Optional<Postmaster> runningOn(Path dataDirectory) {
        List<String> lines = pidFile(dataDirectory);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        long pid;
        try {
            pid = Long.parseLong(lines.get(0).strip());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> isServerOf(process, dataDirectory))
                .map(Postmaster::new);
    }

    static Postmaster of(Process process) {
        return new Postmaster(process.toHandle());
    }

    /** Tells whether the server that runs on the data directory takes connections. */
    static boolean isReady(Path dataDirectory, long pid) {
        List<String> lines = pidFile(dataDirectory);
        return lines.size() > STATUS_LINE
                && lines.get(0).strip().equals(Long.toString(pid))
                && lines.get(STATUS_LINE).strip().equals("ready");
    }

    long pid() {
        return process.pid();
    }

    /**
     * Stops the server: fast first (clients are disconnected, everything is written), and when that takes too long without
     * writing (the next start then recovers from the log). Blocks until the process is gone.
     *
     * @throws EmbeddedPostgresException when the process survives both
     */
    void stop() {
        signal("INT");
        if (endsWithin(20)) {
            return;
        }
        signal("QUIT");
        if (!endsWithin(10)) {
            throw new EmbeddedPostgresException("PostgreSQL (process " + process.pid()
                    + ") does not stop; end it with `kill -9 " + process.pid() + "` and start again");
        }
    }

    // Java can send only TERM, on which PostgreSQL would wait for its clients to leave
    private void signal(String name) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean endsWithin(int seconds) {
        try {
            process.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private static boolean isServerOf(ProcessHandle process, Path dataDirectory) {
        try {
            String commandLine = Files.readString(
                            Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
            return commandLine.contains("postgres") && commandLine.contains(dataDirectory.toString());
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> pidFile(Path dataDirectory) {
        try {
            return Files.readAllLines(dataDirectory.resolve("postmaster.pid"), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new EmbeddedPostgresException("cannot read " + dataDirectory.resolve("postmaster.pid") + ": " + e, e);
        }
    }
}
