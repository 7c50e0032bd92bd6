package io.gatehouse.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Remembers a process across commands: its id on the first line, when it started on the second. The time tells it from a
 * later process that was given the same id.
 *
 * @param file where it is written
 */
public record PidFile(Path file) {
    /** The system counts start times from its boot, whose own time may be corrected by a second. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    /** Writes down a process that has just been started. */
    public void write(ProcessHandle process) throws IOException {
        Files.createDirectories(file.getParent());
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.write(
                draft, List.of(Long.toString(process.pid()), started(process).toString()));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Returns the process if it still runs; empty when there is no file or its process has ended. */
    public Optional<ProcessHandle> running() {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (lines.size() < 2) {
            return Optional.empty();
        }
        try {
            Instant written = Instant.parse(lines.get(1));
            return ProcessHandle.of(Long.parseLong(lines.get(0)))
                    .filter(ProcessHandle::isAlive)
                    .filter(process ->
                            Duration.between(written, started(process)).abs().compareTo(CLOCK_TOLERANCE) <= 0);
        } catch (RuntimeException e) {
            // a damaged file names nobody
            return Optional.empty();
        }
    }

    /** Forgets the process. */
    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Returns whether the file is gone, or goes within a time; whoever stops a process on purpose removes it. Blocks. */
    public boolean isForgottenWithin(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (Files.exists(file)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return true;
    }

    private static Instant started(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
