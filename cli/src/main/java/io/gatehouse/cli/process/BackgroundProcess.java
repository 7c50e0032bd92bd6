package io.gatehouse.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A process that goes on when the command that started it ends. It has a session of its own, so that neither Ctrl-C nor a
 * closed terminal reaches it, writes to a log file, and is found again by its pid file.
 *
 * @param name what people call it
 * @param log where its output goes
 * @param pidFile where it is remembered
 */
public record BackgroundProcess(String name, Path log, PidFile pidFile) {
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);
    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    /**
     * Starts it.
     *
     * @param command program and arguments
     * @param environment the complete environment
     * @throws IOException when it cannot be started or remembered; then it does not run
     */
    public ProcessHandle start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessHandle process = start(command, environment, log);
        try {
            pidFile.write(process);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
        return process;
    }

    /**
     * Starts a process that remembers itself.
     *
     * @param log where its output goes, in place of what is there
     * @throws IOException when it cannot be started
     */
    public static ProcessHandle start(List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        Files.createDirectories(log.getParent());
        List<String> detached = new ArrayList<>();
        SETSID.stream().filter(Files::isExecutable).findFirst().ifPresent(setsid -> detached.add(setsid.toString()));
        detached.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(detached)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start().toHandle();
    }

    /** Returns the process if it runs, whoever started it. */
    public Optional<ProcessHandle> running() {
        return pidFile.running();
    }

    /**
     * Asks it to end, and makes it when it does not; forgets it afterwards. Does nothing when it does not run.
     *
     * @param grace how long it may take to end by itself
     * @return whether it ran
     */
    public boolean stop(Duration grace) throws IOException {
        Optional<ProcessHandle> process = running();
        if (process.isPresent()) {
            // children of a killed process would be nobody's: they are looked up while it lives
            List<ProcessHandle> family =
                    Stream.concat(process.stream(), process.get().descendants()).toList();
            process.get().destroy();
            if (!ended(process.get(), grace)) {
                family.forEach(ProcessHandle::destroyForcibly);
                ended(process.get(), AFTER_KILL);
            }
        }
        pidFile.delete();
        return process.isPresent();
    }

    /** Returns the last lines of its log; empty when there is none. */
    public List<String> lastLines(int count) {
        return lastLines(log, count);
    }

    /** Returns the last lines of a log; empty when there is none. */
    public static List<String> lastLines(Path log, int count) {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            List<String> all = lines.toList();
            return all.subList(Math.max(0, all.size() - count), all.size());
        } catch (IOException | UncheckedIOException e) {
            return List.of();
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
