package io.gatehouse.acceptance.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders for what nodes write. They stay after the tests, so that logs can be read, until the next run empties them. */
final class WorkFolder {
    private WorkFolder() {}

    /** An empty folder below {@link Installation#workFolder()}. */
    static Path empty(String... names) {
        Path folder = Installation.workFolder().resolve(String.join("/", names));
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + folder, e);
        }
    }
}
