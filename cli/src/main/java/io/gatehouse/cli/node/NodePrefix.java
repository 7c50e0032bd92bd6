package io.gatehouse.cli.node;

import io.gatehouse.model.settings.SettingDefinition;
import io.gatehouse.model.settings.SettingsTable;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which node is meant. */
public final class NodePrefix {
    @Option(
            names = {"-p", "--prefix"},
            paramLabel = "<dir>",
            description = "The node's working directory. Default: KONG_PREFIX, else /usr/local/kong")
    private Optional<Path> prefix = Optional.empty();

    /** Returns the prefix that the user named, by option or variable; absolute. */
    public Optional<Path> named() {
        return prefix.or(() -> Optional.ofNullable(System.getenv("KONG_PREFIX"))
                        .filter(text -> !text.isBlank())
                        .map(Path::of))
                .map(path -> path.toAbsolutePath().normalize());
    }

    Path path() {
        return named().or(() -> SettingsTable.table()
                        .find("prefix")
                        .flatMap(SettingDefinition::defaultText)
                        .map(Path::of))
                .orElseThrow()
                .toAbsolutePath()
                .normalize();
    }
}
