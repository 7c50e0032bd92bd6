package io.gatehouse.cli.node;

import io.gatehouse.cli.command.CommonOptions;
import io.gatehouse.model.settings.Settings;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Starts a node and returns when it serves. */
@Command(
        name = "start",
        description = "Start a node in the background: a control plane where role says so, else a data plane.")
final class StartCommand implements Runnable {
    @Mixin
    private CommonOptions common;

    @Mixin
    private StartOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = options.settings();
        new NodeStart(settings, options.words()).run(out);
    }
}
