package io.gatehouse.cli.node;

import io.gatehouse.cli.command.CommonOptions;
import io.gatehouse.model.control.ControlCommand;
import io.gatehouse.model.control.ControlRequest;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes a node out of rotation: it goes on serving, and tells load balancers that it is not ready. */
@Command(
        name = "drain",
        description = "Have /status/ready of a running node answer 503 from now on, while the node goes on serving.")
final class DrainCommand implements Runnable {
    @Mixin
    private CommonOptions common;

    @Mixin
    private NodePrefix node;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        List<String> listeners = RunningNode.require(node.path())
                .ask(ControlRequest.of(ControlCommand.STATUS_LISTENERS))
                .lines();
        PrintWriter out = spec.commandLine().getOut();
        if (listeners.isEmpty()) {
            out.println("No status listeners found in configuration.");
            return;
        }
        out.println(new StatusRequest(listeners.get(0) + "/status/ready").drain());
    }
}
