package io.gatehouse.acceptance.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A command that runs to its end. Settings in the environment of this JVM are not handed on.
 *
 * @param words program and arguments
 * @param environment variables beside those of this JVM
 * @param folder where it runs
 */
public record Command(List<String> words, Map<String, String> environment, Path folder) {

    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /**
     * How a command ended.
     *
     * @param output standard output and standard error
     */
    public record Result(int status, String output) {

        /** Fails with the output unless the command ended with this status. */
        public Result expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected status " + expected + ", got " + status + ":\n" + output);
            }
            return this;
        }
    }

    /** Runs the launcher to its end, in a folder, with a JVM that starts fast. */
    public static Result gatehouse(Path folder, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Installation.launcher().toString());
        words.addAll(List.of(arguments));
        Map<String, String> quick = Map.of("GATEHOUSE_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -Xmx256m");
        return new Command(words, quick, folder).run(Duration.ofMinutes(1));
    }

    /** Runs it; what takes longer is killed and fails. */
    public Result run(Duration patience) {
        try {
            Process process = builder().start();
            CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> read(process));
            boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            // processes that it leaves behind must not hold its output open
            String text = new String(output.get(10, TimeUnit.SECONDS), StandardCharsets.UTF_8);
            if (!ended) {
                throw new AssertionError(words + " did not end within " + patience + ":\n" + text);
            }
            return new Result(process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + words, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted: " + words, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the output of " + words + " does not end with it", e);
        }
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeIf(name -> name.startsWith("KONG_") || name.startsWith("GATEHOUSE_"));
        builder.environment().putAll(variables);
        return builder;
    }

    private static byte[] read(Process process) {
        try {
            process.getOutputStream().close();
            return process.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
