package io.gatehouse.cli.quickstart;

import io.gatehouse.cli.command.CommandException;
import io.gatehouse.cli.command.CommonOptions;
import io.gatehouse.cli.process.BackgroundProcess;
import io.gatehouse.cli.process.Checkout;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a whole gateway until Ctrl-C, or leaves it running. */
@Command(
        name = "quickstart",
        description = {
            "Start a control plane with its database, a data plane and a demo upstream, and show a proxied request.",
            "Variables KONG_* change the settings, for example KONG_PROXY_LISTEN=0.0.0.0:9000."
        },
        optionListHeading = "%nOptions:%n")
final class QuickstartCommand implements Runnable {
    /** The stop command removes a pid file right after the process has ended. */
    private static final Duration STOP_COMMAND_TIME = Duration.ofSeconds(1);

    @Mixin
    private CommonOptions common;

    @Mixin
    private PrefixOption prefix;

    @Option(names = "--detach", description = "Return once everything runs; ./gatehouse stop ends it.")
    private boolean detach;

    @Option(
            names = "--upstream-port",
            paramLabel = "<port>",
            defaultValue = "8110",
            description = "Port of the demo upstream on loopback. Default: ${DEFAULT-VALUE}")
    private int upstreamPort;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = prefix.installation();
        requireNotRunning(installation);
        QuickstartLock lock = QuickstartLock.take(installation.prefix())
                .orElseThrow(() -> new CommandException("another quickstart works under " + installation.prefix()
                        + "; end it with Ctrl-C, or choose another place with --prefix"));
        AtomicBoolean keep = new AtomicBoolean();
        Progress progress = new Progress(out, System.console() != null);
        Quickstart quickstart = new Quickstart(installation, Checkout.home(), upstreamPort, System.getenv(), progress);
        // also runs on Ctrl-C and on any failure: what was started must not stay
        Thread end = new Thread(
                () -> {
                    if (!keep.get()) {
                        quickstart.close();
                        new Shutdown(installation, out).run();
                    }
                },
                "shutdown");
        Runtime.getRuntime().addShutdownHook(end);
        try (lock;
                progress) {
            quickstart.start();
            if (detach) {
                keep.set(true);
                out.println();
                out.println("It goes on in the background; " + stopCommand(installation) + " ends it.");
            } else {
                out.println();
                out.println("Ctrl-C stops everything.");
                awaitEnd(installation);
            }
        } catch (IOException e) {
            throw new CommandException("the quickstart failed: " + e + "; logs are in " + installation.logs(), e);
        }
    }

    private static void requireNotRunning(Installation installation) {
        List<BackgroundProcess> parts =
                installation.parts().stream().map(Installation.Part::process).toList();
        if (parts.stream().allMatch(part -> part.running().isPresent())) {
            throw new CommandException("Gatehouse is already running under " + installation.prefix() + "; "
                    + stopCommand(installation) + " ends it");
        }
    }

    /** Returns when everything is stopped by another command; a process that ends by itself is a failure. */
    private static void awaitEnd(Installation installation) {
        List<BackgroundProcess> parts =
                installation.parts().stream().map(Installation.Part::process).toList();
        CompletableFuture<?>[] ends = parts.stream()
                .map(BackgroundProcess::running)
                .flatMap(Optional::stream)
                .map(ProcessHandle::onExit)
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.anyOf(ends).join();
        List<BackgroundProcess> ended =
                parts.stream().filter(part -> part.running().isEmpty()).toList();
        if (ended.stream().noneMatch(part -> part.pidFile().isForgottenWithin(STOP_COMMAND_TIME))) {
            BackgroundProcess first = ended.isEmpty() ? parts.get(0) : ended.get(0);
            throw new CommandException("the " + first.name() + " has ended by itself; its log is " + first.log());
        }
    }

    private static String stopCommand(Installation installation) {
        boolean isDefault = installation.prefix().equals(Checkout.home().resolve(".gatehouse"));
        return "./gatehouse stop" + (isDefault ? "" : " --prefix " + installation.prefix());
    }
}
