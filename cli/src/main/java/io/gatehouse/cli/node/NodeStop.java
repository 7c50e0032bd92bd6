package io.gatehouse.cli.node;

import io.gatehouse.model.control.ControlCommand;
import io.gatehouse.model.control.ControlRequest;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Ends a node at once: requests in flight are cut. */
public final class NodeStop {
    private NodeStop() {}

    /** Tells whether a node has ever run under a prefix. */
    public static boolean isPrefixOfNode(Path prefix) {
        return Files.exists(prefix.resolve("pids").resolve("nginx.pid"));
    }

    /**
     * Ends the node of a prefix, without waiting for its process to be gone.
     *
     * @throws io.gatehouse.cli.command.CommandException when none runs there
     */
    public static void run(Path prefix, PrintWriter out) {
        RunningNode node = RunningNode.require(prefix);
        if (node.tryToAsk(ControlRequest.of(ControlCommand.STOP)).isEmpty()) {
            node.process().destroy();
        }
        out.println("Gatehouse stopped");
    }
}
