package io.gatehouse.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a subcommand: it only knows the others. */
@Command(
        name = "gatehouse",
        description = "An API gateway in hybrid mode.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nThe available commands are:%n",
        optionListHeading = "%nOptions:%n",
        subcommands = {
            CheckCommand.class,
            HybridCommand.class,
            VersionCommand.class,
            ProgramCommands.Proxy.class,
            ProgramCommands.ControlPlane.class
        })
public final class RootCommand implements Runnable {
    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    /** Returns the command line with the commands of this package. */
    public static CommandLine commandLine() {
        return new CommandLine(new RootCommand());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed");
    }
}
