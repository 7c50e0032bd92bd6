package io.gatehouse.cli.node;

import io.gatehouse.cli.command.CommandException;
import io.gatehouse.model.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** With which settings a node is started. */
final class StartOptions {
    @Option(
            names = {"-c", "--conf"},
            paramLabel = "<file>",
            description = "Configuration file. Variables KONG_* win over it.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = {"-p", "--prefix"},
            paramLabel = "<dir>",
            description = "Working directory; wins over file and variables.")
    private Optional<Path> prefix = Optional.empty();

    /** @throws io.gatehouse.model.settings.SettingsException when the node cannot start with them */
    Settings settings() {
        Optional<Path> absolute = file.map(StartOptions::absolute);
        absolute.filter(given -> !Files.isRegularFile(given)).ifPresent(missing -> {
            throw new CommandException("no file at: " + missing);
        });
        Map<String, String> overrides = prefix.map(
                        given -> Map.of("prefix", absolute(given).toString()))
                .orElse(Map.of());
        return Settings.load(System.getenv(), absolute, overrides);
    }

    /** The same options for the program that is started. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        file.ifPresent(given -> words.addAll(List.of("-c", absolute(given).toString())));
        prefix.ifPresent(given -> words.addAll(List.of("-p", absolute(given).toString())));
        return words;
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
