package io.gatehouse.proxy.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Reads a cache from end to end in a process of its own: if the file is damaged in a way that kills a process, it kills
 * that one.
 */
public final class CacheProbe {
    private static final int SECONDS = 60;

    private CacheProbe() {}

    /** True when another process could read the whole file; what the entries say is for the caller to judge. */
    static boolean survives(Path directory) throws IOException {
        Optional<String> java = ProcessHandle.current().info().command();
        if (java.isEmpty()) {
            return false;
        }
        Process process = new ProcessBuilder(List.of(
                        java.get(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=/dev/null",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CacheProbe.class.getName(),
                        directory.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }

    /** @param arguments the cache directory */
    public static void main(String[] arguments) throws IOException {
        try (CacheStore store = CacheStore.openReadOnly(Path.of(arguments[0]), Optional.empty())) {
            store.walk();
        }
    }
}
