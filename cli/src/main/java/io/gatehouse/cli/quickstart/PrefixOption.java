package io.gatehouse.cli.quickstart;

import io.gatehouse.cli.command.CommandException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the quickstart keeps everything. */
final class PrefixOption {
    private static final String HOME_PROPERTY = "gatehouse.home";

    @Option(
            names = {"-p", "--prefix"},
            paramLabel = "<dir>",
            description = "Directory that everything lives in. Default: .gatehouse in the checkout")
    private Optional<Path> prefix = Optional.empty();

    Installation installation() {
        return new Installation(prefix.orElseGet(() -> home().resolve(".gatehouse"))
                .toAbsolutePath()
                .normalize());
    }

    /** Returns the checkout; the launcher script says where it is. */
    static Path home() {
        return Optional.ofNullable(System.getProperty(HOME_PROPERTY))
                .map(Path::of)
                .orElseThrow(() -> new CommandException("run this with the launcher ./gatehouse in the checkout"));
    }
}
