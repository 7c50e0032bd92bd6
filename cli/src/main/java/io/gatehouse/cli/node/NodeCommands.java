package io.gatehouse.cli.node;

import picocli.CommandLine;

/** The commands of this package. */
public final class NodeCommands {
    private NodeCommands() {}

    /** Adds them to the command line. */
    public static void addTo(CommandLine commands) {
        commands.addSubcommand(new StartCommand())
                .addSubcommand(new RestartCommand())
                .addSubcommand(new ReloadCommand())
                .addSubcommand(new QuitCommand())
                .addSubcommand(new HealthCommand())
                .addSubcommand(new DrainCommand());
    }
}
