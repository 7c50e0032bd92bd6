package io.gatehouse.acceptance.node;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a node has written to standard output and standard error. It grows over all starts; each start sets a mark. */
public final class LogFile {
    private final Path file;
    private long mark;

    LogFile(Path file) {
        this.file = file;
    }

    Path path() {
        return file;
    }

    /** From now on only what is written later counts: each start of the node does this, too. */
    public void mark() {
        try {
            mark = Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything since the mark. */
    public String text() {
        try {
            byte[] all = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            int from = (int) Math.min(mark, all.length);
            return new String(all, from, all.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines since the mark that contain a text. */
    public List<String> linesWith(String part) {
        return text().lines().filter(line -> line.contains(part)).toList();
    }

    /** Waits until a line since the mark contains a text. */
    public void awaitLineWith(String part, Duration patience) {
        await("a line with '" + part + "' in " + file)
                .atMost(patience)
                .until(() -> !linesWith(part).isEmpty());
    }
}
