package io.gatehouse.cli.quickstart;

import io.gatehouse.cli.command.CommandException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Keeps two commands from starting or stopping things under one prefix at the same time; ends with the process. */
final class QuickstartLock implements AutoCloseable {
    private final FileChannel channel;

    private QuickstartLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock, creating the prefix when it is missing.
     *
     * @return empty when another command has it
     * @throws CommandException when the prefix cannot be used
     */
    static Optional<QuickstartLock> take(Path prefix) {
        try {
            Files.createDirectories(prefix);
            FileChannel channel = FileChannel.open(
                    prefix.resolve("quickstart.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return Optional.of(new QuickstartLock(channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new CommandException(
                    "cannot write to " + prefix + ": " + e + "; choose another place with --prefix", e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // held within this very process
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
