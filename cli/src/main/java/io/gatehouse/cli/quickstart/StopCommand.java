package io.gatehouse.cli.quickstart;

import io.gatehouse.cli.command.CommandException;
import io.gatehouse.cli.command.CommonOptions;
import io.gatehouse.cli.node.NodePrefix;
import io.gatehouse.cli.node.NodeStop;
import io.gatehouse.cli.process.Checkout;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Ends what runs under a prefix, whoever started it: one node, or all that a quickstart left running. */
@Command(
        name = "stop",
        description =
                "Stop what runs under a prefix at once: a node, or everything that a quickstart started. Without a"
                        + " prefix and KONG_PREFIX: the quickstart of the checkout.",
        optionListHeading = "%nOptions:%n")
final class StopCommand implements Runnable {
    @Mixin
    private CommonOptions common;

    @Mixin
    private NodePrefix prefix;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Path folder = prefix.named().orElseGet(() -> Checkout.home().resolve(".gatehouse"));
        if (!Files.isDirectory(folder)) {
            throw new CommandException("no such prefix: " + folder);
        }
        if (NodeStop.isPrefixOfNode(folder)) {
            NodeStop.run(folder, spec.commandLine().getOut());
            return;
        }
        Installation installation = new Installation(folder);
        PrintWriter out = spec.commandLine().getOut();
        if (!new Shutdown(installation, out).run()) {
            out.println("nothing is running under " + installation.prefix());
        }
    }
}
