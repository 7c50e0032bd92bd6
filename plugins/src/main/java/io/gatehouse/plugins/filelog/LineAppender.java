package io.gatehouse.plugins.filelog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends whole lines to one file, in order, off the event loops. Thread-safe; callers never wait. Lines that the disk
 * cannot take in time are held up to a bound; then new ones are dropped and counted.
 */
final class LineAppender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LineAppender.class);
    private static final int MAX_WAITING_BYTES = 64 << 20;

    private final Path path;
    private final Executor background;
    private final Queue<Line> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long dropped;
    private boolean writing;
    private boolean closed;

    /** Used by the one writer at a time only. */
    private FileChannel channel;

    private record Line(byte[] json, boolean reopen) {}

    LineAppender(Path path, Executor background) {
        this.path = path;
        this.background = background;
    }

    /** @param reopen open the file anew for this line, so that a rotated file is let go */
    void append(byte[] json, boolean reopen) {
        synchronized (waiting) {
            if (waitingBytes + json.length > MAX_WAITING_BYTES) {
                dropped++;
                return;
            }
            waiting.add(new Line(json, reopen));
            waitingBytes += json.length;
            if (writing) {
                return;
            }
            writing = true;
        }
        try {
            background.execute(this::writeAll);
        } catch (RejectedExecutionException shuttingDown) {
            writeAll();
        }
    }

    private void writeAll() {
        while (true) {
            List<Line> lines;
            long lost;
            synchronized (waiting) {
                if (waiting.isEmpty()) {
                    writing = false;
                    if (closed) {
                        closeChannel();
                    }
                    return;
                }
                lines = new ArrayList<>(waiting);
                waiting.clear();
                waitingBytes = 0;
                lost = dropped;
                dropped = 0;
            }
            if (lost > 0) {
                LOG.error("file-log: {} lines for '{}' were dropped, the disk was too slow", lost, path);
            }
            try {
                write(lines);
            } catch (IOException failure) {
                LOG.error("file-log: failed to write {} lines to '{}': {}", lines.size(), path, failure.toString());
                closeChannel();
            }
        }
    }

    private void write(List<Line> lines) throws IOException {
        if (lines.stream().anyMatch(Line::reopen)) {
            closeChannel();
        }
        if (channel == null) {
            channel = open(path);
        }
        int size = lines.stream().mapToInt(line -> line.json().length + 1).sum();
        ByteBuffer buffer = ByteBuffer.allocate(size);
        lines.forEach(line -> buffer.put(line.json()).put((byte) '\n'));
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static FileChannel open(Path path) throws IOException {
        boolean made = !Files.exists(path);
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        if (made) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        }
        return channel;
    }

    private void closeChannel() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException failure) {
                LOG.warn("file-log: closing '{}' failed: {}", path, failure.toString());
            }
            channel = null;
        }
    }

    @Override
    public void close() {
        synchronized (waiting) {
            closed = true;
            if (!writing) {
                closeChannel();
            }
        }
    }
}
