package io.gatehouse.cli.node;

import io.gatehouse.cli.command.CommonOptions;
import io.gatehouse.model.settings.Settings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Ends a node, if it runs, and starts it with the settings of now. */
@Command(name = "restart", description = "Stop the node of a prefix, if it runs, and start it.")
final class RestartCommand implements Runnable {
    /** A control plane ends its database, too. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    @Mixin
    private CommonOptions common;

    @Mixin
    private StartOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = options.settings();
        Optional<RunningNode> node = RunningNode.find(settings.prefix());
        if (node.isPresent()) {
            NodeStop.run(settings.prefix(), out);
            if (!node.get().endsWithin(PATIENCE)) {
                node.get().process().destroyForcibly();
                node.get().endsWithin(PATIENCE);
            }
        }
        new NodeStart(settings, options.words()).run(out);
    }
}
