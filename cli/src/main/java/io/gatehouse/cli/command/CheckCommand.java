package io.gatehouse.cli.command;

import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.settings.SettingsException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges a configuration file together with the environment, and prints everything that is wrong with it. */
@Command(name = "check", description = "Check the validity of a configuration file.")
final class CheckCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss");

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "<conf>",
            arity = "0..1",
            defaultValue = "/etc/kong/kong.conf",
            description = "Configuration file. Default: ${DEFAULT-VALUE}")
    private Path file;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            Settings settings = Settings.check(System.getenv(), file);
            settings.warnings().forEach(warning -> log(err, "warn", warning));
            spec.commandLine().getOut().println("configuration at " + file + " is valid");
            return 0;
        } catch (SettingsException e) {
            e.errors().forEach(error -> log(err, "error", error));
            return 1;
        }
    }

    private static void log(PrintWriter err, String level, String message) {
        err.println(LocalDateTime.now().format(TIME) + " [" + level + "] " + message);
    }
}
