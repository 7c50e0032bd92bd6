package io.gatehouse.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What hybrid deployments need apart from the nodes themselves. */
@Command(
        name = "hybrid",
        description = "Hybrid mode utilities.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nThe available commands are:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "gen_cert writes ./cluster.crt and ./cluster.key unless two files are named.",
            "Its option --days overrides the validity. Default: 1095 days (3 years)"
        },
        subcommands = GenerateCertificateCommand.class)
final class HybridCommand implements Runnable {
    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed, for example gen_cert");
    }
}
