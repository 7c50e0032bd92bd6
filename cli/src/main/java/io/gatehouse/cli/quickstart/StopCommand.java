package io.gatehouse.cli.quickstart;

import io.gatehouse.cli.command.CommandException;
import io.gatehouse.cli.command.CommonOptions;
import java.io.PrintWriter;
import java.nio.file.Files;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Ends what a quickstart left running, whoever started it. */
@Command(
        name = "stop",
        description = "Stop everything that a quickstart started under a prefix.",
        optionListHeading = "%nOptions:%n")
final class StopCommand implements Runnable {
    @Mixin
    private CommonOptions common;

    @Mixin
    private PrefixOption prefix;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Installation installation = prefix.installation();
        if (!Files.isDirectory(installation.prefix())) {
            throw new CommandException("no such prefix: " + installation.prefix());
        }
        PrintWriter out = spec.commandLine().getOut();
        if (!new Shutdown(installation, out).run()) {
            out.println("nothing is running under " + installation.prefix());
        }
    }
}
