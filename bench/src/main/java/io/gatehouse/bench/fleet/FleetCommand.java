package io.gatehouse.bench.fleet;

import io.gatehouse.model.pki.CertificatePair;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The simulator's command line. Exit code 1 when the nodes do not get where they should in time. */
@Command(
        name = "fleet",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Runs thousands of light data planes against a control plane with cluster_mtls = shared, and measures.")
public final class FleetCommand implements Callable<Integer> {

    @Option(names = "--control-plane", required = true, paramLabel = "HOST:PORT", description = "cluster listener")
    private InetSocketAddress controlPlane;

    @Option(names = "--cluster-cert", required = true, description = "PEM file")
    private Path certificate;

    @Option(names = "--cluster-cert-key", required = true, description = "PEM file")
    private Path key;

    @Option(names = "--nodes", defaultValue = "1000", description = "data planes (default: ${DEFAULT-VALUE})")
    private int nodes;

    @Option(
            names = "--pairing",
            defaultValue = "PLAIN",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Pairing pairing;

    @Option(names = "--loops", defaultValue = "2", description = "event loops (default: ${DEFAULT-VALUE})")
    private int loops;

    @Option(
            names = "--sources",
            defaultValue = "0",
            description = "dial from so many addresses, 127.0.0.1 and on, when one has too few ports")
    private int sources;

    @Option(
            names = "--dials-per-second",
            defaultValue = "0",
            description = "pace of the first dials; 0, the default, is all at once")
    private int dialsPerSecond;

    @Option(names = "--pid", description = "of the control plane's JVM, to tell what it uses")
    private Long pid;

    @Option(names = "--admin", paramLabel = "URL", description = "Admin API, for changes")
    private URI admin;

    @Option(names = "--changes", defaultValue = "0", description = "changes to measure, one after the other")
    private int changes;

    @Option(
            names = "--rest",
            defaultValue = "0",
            paramLabel = "SECONDS",
            description = "time with nothing but heartbeats")
    private int rest;

    @Option(
            names = "--hang-ups",
            defaultValue = "0",
            description = "how often all nodes hang up at once and come back after 5 to 10 s")
    private int hangUps;

    @Option(
            names = "--restarts",
            defaultValue = "0",
            description =
                    "wait for so many restarts of the control plane, made by somebody else, and measure the return")
    private int restarts;

    @Option(
            names = "--patience",
            defaultValue = "600",
            paramLabel = "SECONDS",
            description = "longest time of each step (default: ${DEFAULT-VALUE})")
    private int patience;

    /** Ends the process with the exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FleetCommand())
                .registerConverter(InetSocketAddress.class, new Authority())
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (changes > 0 && admin == null) {
            System.err.println("--changes needs --admin, the address of the Admin API");
            return CommandLine.ExitCode.USAGE;
        }
        Optional<WatchedProcess> watched = Optional.ofNullable(pid).map(WatchedProcess::new);
        FleetOptions options = new FleetOptions(
                controlPlane,
                CertificatePair.load(certificate.toString(), key.toString()),
                pairing,
                nodes,
                loops,
                sources,
                dialsPerSecond);
        long residentBefore = watched.map(WatchedProcess::residentKib).orElse(0L);
        try (Fleet fleet = Fleet.start(options)) {
            run(fleet, new Scenario(fleet, watched, Duration.ofSeconds(patience), System.out));
            watched.ifPresent(process -> System.out.printf(
                    "control plane: %d MiB resident, %d KiB more for each node than before%n",
                    process.residentKib() / 1024, (process.residentKib() - residentBefore) / nodes));
            return CommandLine.ExitCode.OK;
        } catch (TimeoutException late) {
            System.err.println(late.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private void run(Fleet fleet, Scenario scenario) throws IOException, InterruptedException, TimeoutException {
        Optional<MeasuredChanges> writes = Optional.ofNullable(admin).map(MeasuredChanges::new);
        scenario.gather();
        if (rest > 0) {
            scenario.rest(Duration.ofSeconds(rest));
        }
        for (int i = 0; i < changes; i++) {
            scenario.change(writes.orElseThrow());
            TimeUnit.SECONDS.sleep(2);
        }
        for (int i = 0; i < hangUps; i++) {
            fleet.hangUp();
            scenario.storm(writes);
        }
        for (int i = 0; i < restarts; i++) {
            scenario.storm(writes);
        }
        if (writes.isPresent()) {
            writes.get().remove();
        }
    }

    /** Host and port, separated by the last colon. */
    private static final class Authority implements ITypeConverter<InetSocketAddress> {
        @Override
        public InetSocketAddress convert(String text) {
            int colon = text.lastIndexOf(':');
            if (colon < 0) {
                throw new CommandLine.TypeConversionException("'" + text + "' has no port; write host:port");
            }
            return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        }
    }
}
