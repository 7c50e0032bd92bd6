package io.gatehouse.cli.node;

import io.gatehouse.cli.command.CommandException;
import io.gatehouse.cli.command.CommonOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells whether the process runs. Whether it is ready is for {@code /status/ready} to say. */
@Command(name = "health", description = "Tell whether the node of a prefix is running: exit code 0 when it is, else 1.")
final class HealthCommand implements Runnable {
    @Mixin
    private CommonOptions common;

    @Mixin
    private NodePrefix node;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Path prefix = node.path();
        RunningNode.requirePrefix(prefix);
        PrintWriter out = spec.commandLine().getOut();
        // scripts look for this line
        boolean running = RunningNode.find(prefix).isPresent();
        out.println("nginx......." + (running ? "running" : "not running"));
        out.println();
        if (!running) {
            throw new CommandException("Gatehouse is not running at " + prefix);
        }
        out.println("Gatehouse is healthy at " + prefix);
    }
}
