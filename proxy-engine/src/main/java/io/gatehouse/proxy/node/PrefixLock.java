package io.gatehouse.proxy.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second node off the prefix: two would write one cache. The lock belongs to the process, so it is free again
 * however the process ends. The file holds the process id, where scripts look for it.
 */
final class PrefixLock implements AutoCloseable {
    private final FileChannel channel;
    private final FileLock lock;

    private PrefixLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * @throws StartException when another process has the prefix
     * @throws IOException when the prefix cannot be written
     */
    static PrefixLock take(Path prefix) throws IOException {
        Path file = Files.createDirectories(prefix.resolve("pids")).resolve("nginx.pid");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            String owner =
                    StandardCharsets.US_ASCII.decode(read(channel)).toString().trim();
            channel.close();
            throw new StartException("Gatehouse is already running in " + prefix
                    + (owner.isEmpty() ? "" : " as process " + owner) + "; stop it or use another prefix");
        }
        channel.truncate(0);
        channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
        return new PrefixLock(channel, lock);
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static ByteBuffer read(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(32);
        channel.read(content, 0);
        return content.flip();
    }

    @Override
    public void close() throws IOException {
        channel.truncate(0);
        lock.release();
        channel.close();
    }
}
