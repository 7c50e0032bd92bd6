package io.gatehouse.cli.quickstart;

import io.gatehouse.cli.command.CommandException;
import io.gatehouse.cli.process.BackgroundProcess;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Waits for what a process does once it has started, and notices when it ends instead. */
final class Readiness {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int LOG_LINES = 15;

    private Readiness() {}

    /**
     * Blocks until the condition holds.
     *
     * @throws CommandException when the process ends or the time is over; the message has the end of its log
     */
    static void await(BackgroundProcess process, String what, Duration timeout, BooleanSupplier condition) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (process.running().isEmpty()) {
                throw new CommandException(process.name() + " ended instead of starting." + log(process));
            }
            if (System.nanoTime() > deadline) {
                throw new CommandException("after " + timeout.toSeconds() + " s " + what + '.' + log(process));
            }
            try {
                Thread.sleep(POLL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandException("interrupted while waiting for the " + process.name(), e);
            }
        }
    }

    private static String log(BackgroundProcess process) {
        List<String> lines = process.lastLines(LOG_LINES);
        String end = lines.isEmpty() ? "" : " It ends with:\n    " + String.join("\n    ", lines);
        return " Its log is " + process.log() + '.' + end;
    }
}
