package io.gatehouse.cli.node;

import io.gatehouse.cli.command.CommonOptions;
import io.gatehouse.model.control.ControlCommand;
import io.gatehouse.model.control.ControlRequest;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ends a node once its requests in flight are done. */
@Command(name = "quit", description = "Stop a running node gracefully: requests in flight end first.")
final class QuitCommand implements Runnable {
    /** What a node may take to put everything away after its last request. */
    private static final Duration AFTER_REQUESTS = Duration.ofSeconds(3);

    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    @Mixin
    private CommonOptions common;

    @Mixin
    private NodePrefix node;

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "<seconds>",
            description = "How long requests in flight may take, 1 at least. Default: 10")
    private double timeout = 10;

    @Option(
            names = {"-w", "--wait"},
            paramLabel = "<seconds>",
            description = "How long the node goes on as before, so that it can be taken out of rotation. Default: 0")
    private double wait;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        RunningNode running = RunningNode.require(node.path());
        PrintWriter out = spec.commandLine().getOut();
        if (wait > 0 && running.endsWithin(Duration.ofMillis(Math.round(wait * 1000)))) {
            spec.commandLine().getErr().println("[error] Gatehouse stopped while waiting (unexpected)");
            return;
        }
        Duration limit = Duration.ofSeconds(Math.max(1, Math.round(timeout)));
        Map<String, String> arguments = Map.of(ControlRequest.SECONDS, Long.toString(limit.toSeconds()));
        if (running.tryToAsk(new ControlRequest(ControlCommand.QUIT, arguments)).isEmpty()) {
            // a node that has no socket knows the signal
            running.process().destroy();
        }
        if (running.endsWithin(limit)) {
            out.println("Gatehouse stopped (gracefully)");
            return;
        }
        if (!running.endsWithin(AFTER_REQUESTS)) {
            running.process().destroyForcibly();
            running.endsWithin(AFTER_KILL);
        }
        out.println("Timeout, Gatehouse stopped forcefully");
    }
}
