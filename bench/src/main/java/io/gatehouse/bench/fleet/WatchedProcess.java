package io.gatehouse.bench.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a process of this machine uses, as Linux tells it. */
public final class WatchedProcess {
    private final ProcessHandle process;

    /** @throws IllegalArgumentException when there is no such process */
    public WatchedProcess(long pid) {
        process = ProcessHandle.of(pid)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no process " + pid + "; give the pid of the control plane's JVM"));
    }

    /** Processor time since its start. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Resident memory in KiB. */
    public long residentKib() {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
