package io.gatehouse.cli.node;

import io.gatehouse.cli.command.CommandException;
import io.gatehouse.cli.process.BackgroundProcess;
import io.gatehouse.cli.process.Checkout;
import io.gatehouse.model.control.ControlCommand;
import io.gatehouse.model.control.ControlRequest;
import io.gatehouse.model.control.ControlSocket;
import io.gatehouse.model.settings.Role;
import io.gatehouse.model.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts a node in the background, as the program that its role asks for, and waits until it serves.
 *
 * @param settings its own
 * @param words its arguments
 */
record NodeStart(Settings settings, List<String> words) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int LINES = 20;

    /** @throws CommandException when it ends instead of serving; the message has what it said */
    void run(PrintWriter out) {
        Path prefix = settings.prefix();
        if (RunningNode.find(prefix).isPresent()) {
            throw new CommandException("Gatehouse is already running in " + prefix);
        }
        if (!Files.exists(prefix)) {
            out.println("prefix directory " + prefix + " not found, trying to create it");
        }
        Path log = prefix.resolve("logs").resolve("console.log");
        List<String> command = new ArrayList<>(List.of(
                Checkout.launcher().toString(), settings.role() == Role.CONTROL_PLANE ? "control-plane" : "proxy"));
        command.addAll(words);
        try {
            await(prefix, BackgroundProcess.start(command, System.getenv(), log), log);
        } catch (IOException e) {
            throw new CommandException("cannot start " + command + " with its output in " + log + ": " + e, e);
        }
        out.println("Gatehouse started");
    }

    private static void await(Path prefix, ProcessHandle process, Path log) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        // the socket of the command line is the last thing that a node opens
        while (ControlSocket.ask(prefix, ControlRequest.of(ControlCommand.STATUS_LISTENERS))
                .isEmpty()) {
            if (!process.isAlive()) {
                throw new CommandException("the node ended while it started; " + log + " ends with\n"
                        + String.join("\n", BackgroundProcess.lastLines(log, LINES)));
            }
            if (System.nanoTime() > end) {
                process.destroyForcibly();
                throw new CommandException(
                        "the node did not serve within " + PATIENCE.toSeconds() + " s and was stopped; see " + log);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
