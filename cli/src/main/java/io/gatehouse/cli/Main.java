package io.gatehouse.cli;

import io.gatehouse.cli.command.RootCommand;
import io.gatehouse.cli.node.NodeCommands;
import io.gatehouse.cli.quickstart.QuickstartCommands;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Entry point of the command line. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, arguments));
    }

    /** Runs one command and returns its exit code; nothing is written but to the given writers and by the command's work. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine commands = RootCommand.commandLine();
        NodeCommands.addTo(commands);
        QuickstartCommands.addTo(commands);
        CommandLineRules.applyTo(commands);
        return commands.setOut(out).setErr(err).execute(arguments);
    }
}
