package io.gatehouse.cli.command;

import picocli.CommandLine.Option;

/** Options that every command has. */
public final class CommonOptions {
    @Option(names = "--v", description = "Say more about what goes wrong.")
    private boolean verbose;

    @Option(names = "--vv", description = "Say everything about what goes wrong.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    private boolean help;

    /** Returns whether a failure is to be shown with its stack trace. */
    public boolean isVerbose() {
        return verbose || debug;
    }
}
