package io.gatehouse.cli.node;

import io.gatehouse.cli.command.CommandException;
import io.gatehouse.model.control.ControlReply;
import io.gatehouse.model.control.ControlRequest;
import io.gatehouse.model.control.ControlSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A node as the command line sees it: the process that {@code <prefix>/pids/nginx.pid} names, and its control socket.
 *
 * @param prefix where it lives
 * @param process which it is
 */
record RunningNode(Path prefix, ProcessHandle process) {
    /** The system counts start times from its boot, whose own time may be corrected by a second. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    /** Returns the node that runs under a prefix, if one does. */
    static Optional<RunningNode> find(Path prefix) {
        Path file = prefix.resolve("pids").resolve("nginx.pid");
        try {
            String text = Files.readString(file).strip();
            Instant written = Files.getLastModifiedTime(file).toInstant();
            if (!text.matches("\\d{1,18}")) {
                // a node that ends empties its file
                return Optional.empty();
            }
            return ProcessHandle.of(Long.parseLong(text))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> wrote(process, written))
                    .map(process -> new RunningNode(prefix, process));
        } catch (NoSuchFileException nothing) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** After a kill, another process may have got the number that the file still holds; it is younger than the file. */
    private static boolean wrote(ProcessHandle process, Instant written) {
        return process.info()
                .startInstant()
                .map(start -> !start.isAfter(written.plus(CLOCK_TOLERANCE)))
                .orElse(true);
    }

    /** Returns the node that runs under a prefix; without one, the command fails. */
    static RunningNode require(Path prefix) {
        requirePrefix(prefix);
        return find(prefix).orElseThrow(() -> new CommandException("nginx not running in prefix: " + prefix));
    }

    static void requirePrefix(Path prefix) {
        if (!Files.isDirectory(prefix)) {
            throw new CommandException("no such prefix: " + prefix);
        }
    }

    /** Asks it; fails when it has no control socket. */
    ControlReply ask(ControlRequest request) {
        return tryToAsk(request)
                .orElseThrow(() -> new CommandException("the node in " + prefix + " (process " + process.pid()
                        + ") does not listen to the command line; it is starting or ending, or its log says why"));
    }

    /** Asks it; empty when it has no control socket. */
    Optional<ControlReply> tryToAsk(ControlRequest request) {
        try {
            return ControlSocket.ask(prefix, request);
        } catch (IOException broken) {
            throw new CommandException(
                    "the node in " + prefix + " (process " + process.pid() + ") cannot be asked: " + broken
                            + "; run the command as the user of the node",
                    broken);
        }
    }

    /** Waits for its end; tells whether it came in time. */
    boolean endsWithin(Duration time) {
        try {
            process.onExit().get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
