package io.gatehouse.cli.quickstart;

import io.gatehouse.cli.process.Checkout;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the quickstart keeps everything. */
final class PrefixOption {
    @Option(
            names = {"-p", "--prefix"},
            paramLabel = "<dir>",
            description = "Directory that everything lives in. Default: .gatehouse in the checkout")
    private Optional<Path> prefix = Optional.empty();

    Installation installation() {
        return new Installation(prefix.orElseGet(() -> Checkout.home().resolve(".gatehouse"))
                .toAbsolutePath()
                .normalize());
    }
}
