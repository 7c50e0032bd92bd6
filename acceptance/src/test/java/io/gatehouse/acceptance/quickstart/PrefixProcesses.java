package io.gatehouse.acceptance.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** All processes whose command line names a folder, whoever started them. */
final class PrefixProcesses {
    private final String folder;

    PrefixProcesses(Path folder) {
        this.folder = folder.toString();
    }

    List<ProcessHandle> running() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> commandLine(process).contains(folder))
                .toList();
    }

    /** {@code kill -9} of each, and waits until they are gone. */
    void kill() {
        List<ProcessHandle> all = running();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
