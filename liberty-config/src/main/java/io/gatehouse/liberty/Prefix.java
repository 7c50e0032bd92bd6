package io.gatehouse.liberty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder that belongs to one control plane: {@code logs}, {@code ssl}, {@code pids}, {@code liberty} (the server's
 * configuration and working files) and {@code postgresql}. It is locked as long as the process lives, however it ends.
 */
final class Prefix implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private Prefix(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Creates the folder when it is missing, and takes it.
     *
     * @throws StartException when another process has it or it cannot be written
     */
    static Prefix open(Path path) {
        try {
            for (String folder : new String[] {"logs", "ssl", "pids", "liberty"}) {
                Files.createDirectories(path.resolve(folder));
            }
            Path file = path.resolve("pids/nginx.pid");
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                ByteBuffer owner = ByteBuffer.allocate(32);
                channel.read(owner, 0);
                channel.close();
                throw new StartException("Gatehouse is already running in " + path + " as process "
                        + StandardCharsets.US_ASCII
                                .decode(owner.flip())
                                .toString()
                                .strip()
                        + "; stop it or use another prefix");
            }
            channel.truncate(0);
            channel.write(
                    StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
            return new Prefix(path, channel, lock);
        } catch (IOException e) {
            throw new StartException(
                    "prefix " + path + " cannot be prepared: " + e
                            + "; set prefix (KONG_PREFIX) to a folder this user may write to",
                    e);
        }
    }

    Path logs() {
        return path.resolve("logs");
    }

    Path ssl() {
        return path.resolve("ssl");
    }

    Path liberty() {
        return path.resolve("liberty");
    }

    /** Returns the file of keys that Liberty makes for itself. */
    Path signingKeys() {
        return liberty().resolve("signing.keys");
    }

    Path postgresql() {
        return path.resolve("postgresql");
    }

    /** Returns a path of a setting, relative ones under this folder. */
    Path resolve(String relative) {
        return path.resolve(relative);
    }

    /** Frees the folder for the next process. */
    @Override
    public void close() {
        try {
            channel.truncate(0);
            lock.release();
            channel.close();
        } catch (IOException e) {
            System.err.println("[warn] the lock of " + path + " was not freed: " + e);
        }
    }
}
