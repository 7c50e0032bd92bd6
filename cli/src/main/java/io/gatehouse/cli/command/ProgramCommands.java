package io.gatehouse.cli.command;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The two programs. The launcher script replaces itself by them, so that signals and exit codes are theirs; here they are
 * only described.
 */
final class ProgramCommands {
    private ProgramCommands() {}

    /** Options of both programs. */
    static final class ProgramOptions {
        @Option(
                names = {"-c", "--conf"},
                paramLabel = "<file>",
                description = "Configuration file. Variables KONG_* win over it.")
        private Path configuration;

        @Option(
                names = {"-p", "--prefix"},
                paramLabel = "<dir>",
                description = "Working directory; wins over file and variables.")
        private Path prefix;
    }

    @Command(
            name = "proxy",
            description = "Run the data plane in the foreground. GATEHOUSE_JAVA_OPTS adds options for the JVM.")
    static final class Proxy implements Runnable {
        @Mixin
        private CommonOptions common;

        @Mixin
        private ProgramOptions program;

        @Override
        public void run() {
            throw needsLauncher("proxy");
        }
    }

    @Command(
            name = "control-plane",
            description = "Run the control plane in the foreground. GATEHOUSE_JAVA_OPTS adds options for the JVM.")
    static final class ControlPlane implements Runnable {
        @Mixin
        private CommonOptions common;

        @Mixin
        private ProgramOptions program;

        @Override
        public void run() {
            throw needsLauncher("control-plane");
        }
    }

    private static CommandException needsLauncher(String program) {
        return new CommandException(
                program + " is started by the launcher; run ./gatehouse " + program + " in the checkout");
    }
}
