package io.gatehouse.cli.node;

import io.gatehouse.cli.command.CommandException;
import io.gatehouse.cli.command.CommonOptions;
import io.gatehouse.model.control.ControlCommand;
import io.gatehouse.model.control.ControlReply;
import io.gatehouse.model.control.ControlRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Has a node take over changed settings and files; it takes all of them or none. */
@Command(
        name = "reload",
        description = "Have a running node take over changed settings and certificates without failing a request.")
final class ReloadCommand implements Runnable {
    @Mixin
    private CommonOptions common;

    @Mixin
    private NodePrefix node;

    @Option(
            names = {"-c", "--conf"},
            paramLabel = "<file>",
            description = "Configuration file to use from now on. Default: the one the node was started with")
    private Optional<Path> file = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Optional<Path> absolute = file.map(given -> given.toAbsolutePath().normalize());
        absolute.filter(given -> !Files.isRegularFile(given)).ifPresent(missing -> {
            throw new CommandException("no file at: " + missing);
        });
        Map<String, String> arguments = absolute.map(given -> Map.of(ControlRequest.FILE, given.toString()))
                .orElse(Map.of());
        ControlReply reply = RunningNode.require(node.path()).ask(new ControlRequest(ControlCommand.RELOAD, arguments));
        if (!reply.done()) {
            throw new CommandException(String.join("\n       ", reply.lines()));
        }
        reply.lines().forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().println("Gatehouse reloaded");
    }
}
