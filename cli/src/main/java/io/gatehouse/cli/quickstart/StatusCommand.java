package io.gatehouse.cli.quickstart;

import io.gatehouse.cli.command.CommandException;
import io.gatehouse.cli.command.CommonOptions;
import io.gatehouse.cli.process.BackgroundProcess;
import io.gatehouse.model.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells what of a quickstart runs. Exit code 0 when all of it does, 1 when something is missing. */
@Command(
        name = "status",
        description = "Tell which processes of a quickstart are running, and whether the nodes are ready.",
        optionListHeading = "%nOptions:%n")
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private PrefixOption prefix;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Installation installation = prefix.installation();
        if (!Files.isDirectory(installation.prefix())) {
            throw new CommandException("no such prefix: " + installation.prefix());
        }
        PrintWriter out = spec.commandLine().getOut();
        boolean all = show(out, installation.controlPlane(), readiness(installation.controlPlaneConfiguration()));
        Optional<ProcessHandle> database = installation.database().running();
        database.ifPresent(process -> line(out, "PostgreSQL", process, ""));
        all &= show(out, installation.dataPlane(), readiness(installation.dataPlaneConfiguration()));
        all &= show(out, installation.demoUpstream(), "");
        return all ? 0 : 1;
    }

    private static boolean show(PrintWriter out, BackgroundProcess part, String readiness) {
        Optional<ProcessHandle> process = part.running();
        process.ifPresentOrElse(
                running -> line(out, part.name(), running, readiness),
                () -> out.printf("%-14s not running%n", part.name()));
        return process.isPresent();
    }

    private static void line(PrintWriter out, String name, ProcessHandle process, String readiness) {
        Instant started = process.info().startInstant().orElse(Instant.EPOCH).truncatedTo(ChronoUnit.SECONDS);
        out.printf("%-14s running as process %d since %s%s%n", name, process.pid(), started, readiness);
    }

    /** Asks the status listener that the node was started with. */
    private static String readiness(Path configuration) {
        if (!Files.exists(configuration)) {
            return "";
        }
        List<String> urls = Settings.check(Map.of(), configuration).listeners("status_listen").stream()
                .filter(listener -> !listener.ssl())
                .map(listener -> listener.localUrl() + "/status/ready")
                .toList();
        if (urls.isEmpty()) {
            return "";
        }
        int status = new Http().status(urls.get(0), Map.of());
        return status == 200
                ? ", ready"
                : ", not ready (" + urls.get(0) + " answers " + (status == 0 ? "nothing" : status) + ')';
    }
}
