package io.gatehouse.cli.command;

import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.pki.PairFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the pair that all nodes of a cluster in shared mode use. */
@Command(
        name = "gen_cert",
        description = "Generate a certificate/key pair that is suitable for use in hybrid mode deployment.")
final class GenerateCertificateCommand implements Runnable {
    private static final double SECONDS_PER_DAY = 86_400;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "<cert> <key>",
            arity = "0..2",
            description = "Files to write. Default: ./cluster.crt and ./cluster.key")
    private List<Path> files = List.of();

    @Option(
            names = {"-d", "--days"},
            paramLabel = "<n>",
            description = "Override certificate validity duration. Default: 1095 days (3 years)")
    private Optional<Double> days = Optional.empty();

    @Override
    public void run() {
        if (files.size() == 1) {
            throw new CommandException("both cert and key path needs to be provided");
        }
        Path certificate = absolute(files.isEmpty() ? Path.of("cluster.crt") : files.get(0));
        Path key = absolute(files.isEmpty() ? Path.of("cluster.key") : files.get(1));
        Duration validity = days.map(number -> Duration.ofSeconds(Math.round(number * SECONDS_PER_DAY)))
                .orElse(ClusterCertificate.DEFAULT_VALIDITY);
        try {
            PairFiles.create(ClusterCertificate.generate(validity), certificate, key);
        } catch (FileAlreadyExistsException e) {
            throw new CommandException(e.getFile() + " already exists.\nWill not overwrite it.", e);
        } catch (IOException e) {
            throw new CommandException("cannot write '" + certificate + "' and '" + key + "': " + e, e);
        }
        spec.commandLine()
                .getOut()
                .println("Successfully generated certificate/key pairs, they have been written to: '" + certificate
                        + "' and '" + key + "'.");
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
