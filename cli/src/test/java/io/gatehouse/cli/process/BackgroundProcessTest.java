package io.gatehouse.cli.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundProcessTest {
    @TempDir
    Path directory;

    private BackgroundProcess process;

    @BeforeEach
    void name() {
        process = new BackgroundProcess(
                "sleeper", directory.resolve("logs/sleeper.log"), new PidFile(directory.resolve("pids/sleeper.pid")));
    }

    @AfterEach
    void stop() throws IOException {
        process.stop(Duration.ofMillis(100));
    }

    @Test
    void isFoundAgainByItsPidFileAndEndedOnRequest() throws IOException {
        ProcessHandle started = process.start(List.of("sleep", "60"), Map.of("PATH", "/usr/bin:/bin"));
        BackgroundProcess found = new BackgroundProcess(
                "sleeper", process.log(), new PidFile(process.pidFile().file()));

        assertEquals(Optional.of(started.pid()), found.running().map(ProcessHandle::pid));
        assertTrue(found.stop(Duration.ofSeconds(5)));
        assertFalse(started.isAlive());
        assertFalse(Files.exists(process.pidFile().file()));
        assertFalse(found.stop(Duration.ofSeconds(5)));
    }

    @Test
    void isKilledWithItsChildrenWhenItIgnoresTheRequest() throws IOException {
        ProcessHandle stubborn = process.start(
                List.of("sh", "-c", "trap '' TERM; echo ready; sleep 60 & while :; do wait; done"),
                Map.of("PATH", "/usr/bin:/bin"));
        await().until(() -> process.lastLines(1).equals(List.of("ready"))
                && stubborn.descendants().findAny().isPresent());
        List<ProcessHandle> children = stubborn.descendants().toList();

        process.stop(Duration.ofMillis(200));

        assertFalse(stubborn.isAlive());
        await().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void neverTakesALaterProcessForItself() throws IOException {
        // the id of this test's own process, with another start time: as after a restart of the machine
        Files.createDirectories(process.pidFile().file().getParent());
        Files.write(
                process.pidFile().file(),
                List.of(
                        Long.toString(ProcessHandle.current().pid()),
                        Instant.parse("2020-01-01T00:00:00Z").toString()));

        assertEquals(Optional.empty(), process.running());
        assertFalse(process.stop(Duration.ofSeconds(1)));
    }

    @Test
    void ignoresADamagedPidFile() throws IOException {
        Files.createDirectories(process.pidFile().file().getParent());
        Files.writeString(process.pidFile().file(), "garbage\nmore garbage\n");

        assertEquals(Optional.empty(), process.running());
    }

    @Test
    void keepsWhatTheProcessSays() throws IOException {
        process.start(List.of("sh", "-c", "echo one; echo two >&2; echo three"), Map.of("PATH", "/usr/bin:/bin"));

        await().until(() -> process.lastLines(2).equals(List.of("two", "three")));
    }

    @Test
    void hasASessionOfItsOwn() throws IOException {
        ProcessHandle started = process.start(List.of("sleep", "60"), Map.of("PATH", "/usr/bin:/bin"));

        await().until(() -> session(started.pid()) == started.pid());
    }

    private static long session(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3]);
    }
}
