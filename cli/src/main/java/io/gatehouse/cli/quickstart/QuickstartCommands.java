package io.gatehouse.cli.quickstart;

import picocli.CommandLine;

/** The commands of this package. */
public final class QuickstartCommands {
    private QuickstartCommands() {}

    /** Adds them to the command line. */
    public static void addTo(CommandLine commands) {
        commands.addSubcommand(new QuickstartCommand())
                .addSubcommand(new StatusCommand())
                .addSubcommand(new StopCommand())
                .addSubcommand(new DemoUpstreamCommand());
    }
}
