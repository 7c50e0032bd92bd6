package io.gatehouse.bench.soak;

import io.gatehouse.bench.fleet.WatchedProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command line of a soak. Exit code 1 when a request failed that had to succeed, a new route did not come to life, or memory grew
 * by more than it may.
 */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Lets configurations change, upstreams fail and clients hang up at a node without a database, and watches it.")
public final class SoakCommand implements Callable<Integer> {
    private static final int SAMPLE_SECONDS = 10;
    private static final double WARM_SHARE = 0.2;

    @Option(names = "--proxy", defaultValue = "8000", paramLabel = "PORT", description = "on 127.0.0.1")
    private int proxy;

    @Option(
            names = "--admin",
            defaultValue = "http://127.0.0.1:8001",
            paramLabel = "URL",
            description = "Admin API (default: ${DEFAULT-VALUE})")
    private URI admin;

    @Option(names = "--pid", required = true, description = "of the node's JVM, to watch its memory")
    private long pid;

    @Option(
            names = "--base",
            paramLabel = "FILE",
            description = "declarative configuration in JSON that stays in place all the time")
    private Path base;

    @Option(names = "--minutes", defaultValue = "60", description = "default: ${DEFAULT-VALUE}")
    private int minutes;

    @Option(
            names = "--rate",
            defaultValue = "400",
            description = "requests a second that must succeed (default: ${DEFAULT-VALUE})")
    private int rate;

    @Option(
            names = "--clients",
            defaultValue = "8",
            description = "connections for them, and as many for those that misbehave (default: ${DEFAULT-VALUE})")
    private int clients;

    @Option(
            names = "--growth",
            defaultValue = "2",
            paramLabel = "PERCENT",
            description = "of resident memory that is allowed after the first fifth (default: ${DEFAULT-VALUE})")
    private double growth;

    /** Ends the process with the exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SoakCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        WatchedProcess node = new WatchedProcess(pid);
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", proxy);
        Tally tally = new Tally();
        try (Upstreams upstreams = new Upstreams(tally)) {
            Optional<String> document = base == null ? Optional.empty() : Optional.of(Files.readString(base));
            Changes changes = new Changes(admin, address, new Documents(document, upstreams), tally);
            changes.make();
            List<Thread> threads = Stream.of(
                            IntStream.range(0, clients)
                                    .mapToObj(i -> new SteadyClient(address, (double) rate / clients, tally)),
                            IntStream.range(0, clients).mapToObj(i -> new RudeClient(address, i, tally)),
                            Stream.of(changes, upstreams.troubles()))
                    .flatMap(stream -> stream)
                    .map(work -> start((Runnable) work))
                    .toList();
            boolean steady = watch(node, tally);
            threads.forEach(Thread::interrupt);
            return steady && tally.failures() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, work.getClass().getSimpleName());
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private boolean watch(WatchedProcess node, Tally tally) throws InterruptedException {
        MemoryTrend memory = new MemoryTrend();
        long begin = System.nanoTime();
        long length = TimeUnit.MINUTES.toNanos(minutes);
        Duration processor = node.processorTime();
        long sampled = begin;
        while (System.nanoTime() - begin < length) {
            TimeUnit.SECONDS.sleep(SAMPLE_SECONDS);
            long now = System.nanoTime();
            Duration used = node.processorTime();
            double core = (used.minus(processor).toNanos()) / (double) (now - sampled);
            memory.add(node.residentKib());
            System.out.printf(
                    "%4d s: %d MiB resident, %.2f of a core; %s%n",
                    TimeUnit.NANOSECONDS.toSeconds(now - begin), memory.latestKib() / 1024, core, tally);
            processor = used;
            sampled = now;
        }
        double percent = memory.growthPercent(WARM_SHARE);
        System.out.printf(
                "resident memory: %d MiB after the first fifth, %d MiB in the last tenth: %+.1f %%%n",
                memory.earlyKib(WARM_SHARE) / 1024, memory.lateKib() / 1024, percent);
        tally.complaints().forEach(System.out::println);
        return percent <= growth;
    }
}
