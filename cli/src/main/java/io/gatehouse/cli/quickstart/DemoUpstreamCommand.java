package io.gatehouse.cli.quickstart;

import io.gatehouse.cli.command.CommandException;
import io.gatehouse.cli.command.CommonOptions;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the demo upstream in the foreground. */
@Command(
        name = "demo-upstream",
        description = "Run the upstream of the quickstart: it answers every request with what arrived.",
        optionListHeading = "%nOptions:%n")
final class DemoUpstreamCommand implements Runnable {
    @Mixin
    private CommonOptions common;

    @Option(
            names = "--port",
            paramLabel = "<port>",
            defaultValue = "8110",
            description = "Port on loopback. Default: ${DEFAULT-VALUE}")
    private int port;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        try (DemoUpstream upstream = DemoUpstream.start(port)) {
            spec.commandLine().getOut().println("The demo upstream listens on 127.0.0.1:" + upstream.port());
            // until a signal ends the process
            new CountDownLatch(1).await();
        } catch (IOException e) {
            throw new CommandException("cannot listen on 127.0.0.1:" + port + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
