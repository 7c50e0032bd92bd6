package io.gatehouse.acceptance.node;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A node in a process of its own, with its prefix and its ports. It may be stopped or killed and started again; prefix, ports
 * and settings stay. Whatever still runs when this JVM ends is killed.
 */
public abstract class NodeProcess implements AutoCloseable {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final String name;
    private final Path prefix;
    private final LogFile log;
    private final Map<String, String> settings = new HashMap<>();
    private final int statusPort = Ports.free();
    private final List<String> moreJvmOptions = new ArrayList<>();
    private int heapMegabytes = 384;
    private Process process;

    NodeProcess(String name, Path prefix) {
        this.name = name;
        this.prefix = prefix;
        this.log = new LogFile(prefix.resolve("console.log"));
        set("prefix", prefix.toString());
        set("status_listen", "127.0.0.1:" + statusPort);
    }

    /** Gives it another heap than the small one that most tests need. */
    public final NodeProcess heap(int megabytes) {
        heapMegabytes = megabytes;
        return this;
    }

    /** Adds an option of the JVM for its next start. */
    public final NodeProcess jvmOption(String option) {
        moreJvmOptions.add(option);
        return this;
    }

    /** Sets what the node gets as {@code KONG_*} variable at its next start; an empty value unsets. */
    public final NodeProcess set(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    /** Starts the process and waits until the node is ready. */
    public final NodeProcess start() {
        long begin = System.nanoTime();
        launch();
        await(name + " is ready")
                .atMost(startPatience())
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .failFast(this::requireAlive)
                .until(this::isReady);
        Figures.milliseconds(getClass().getSimpleName() + ", from start to ready", (System.nanoTime() - begin) / 1e6);
        return this;
    }

    /** Starts the process and does not wait. */
    public final void launch() {
        try {
            Files.createDirectories(prefix);
            log.mark();
            // whoever runs the tests may ignore SIGHUP (nohup does), and children inherit that
            List<String> command = new ArrayList<>(List.of("env", "--default-signal=HUP"));
            command.addAll(command());
            ProcessBuilder builder = new ProcessBuilder(command)
                    // what a JVM leaves when it crashes belongs to the node, too
                    .directory(prefix.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
            builder.environment().keySet().removeIf(variable -> variable.startsWith("KONG_"));
            settings.forEach(
                    (setting, value) -> builder.environment().put("KONG_" + setting.toUpperCase(Locale.ROOT), value));
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            // half the processor time of a start goes to the second compiler, which a test never needs
            builder.environment().put("GATEHOUSE_JAVA_OPTS", String.join(" ", jvmOptions()));
            process = builder.start();
            RUNNING.add(process);
            process.onExit().thenAccept(RUNNING::remove);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started", e);
        }
    }

    /** Asks the process to end, as an operator would, and does not wait. */
    public final void requestEnd() {
        process.destroy();
    }

    /** Sends the process a signal, named without {@code SIG}. */
    public final void signal(String signalName) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signalName, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Asks the process to end, waits until it has, and returns its exit status. */
    public final int stop() {
        requestEnd();
        return awaitEnd();
    }

    /** Ends the process as {@code kill -9} does. */
    public final void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Waits until the process has ended by itself, and returns its exit status. */
    public final int awaitEnd() {
        try {
            if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(name + " does not end within " + STOP_PATIENCE + ":\n" + log.text());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + name + " ends", e);
        }
    }

    public final boolean isAlive() {
        return process != null && process.isAlive();
    }

    public final long pid() {
        return process.pid();
    }

    public final Path prefix() {
        return prefix;
    }

    /** The base address of the status listener. */
    public final URI status() {
        return URI.create("http://127.0.0.1:" + statusPort);
    }

    /** What the process has written. */
    public final LogFile log() {
        return log;
    }

    @Override
    public void close() {
        if (isAlive()) {
            process.destroy();
            try {
                if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
    }

    abstract List<String> command();

    abstract Duration startPatience();

    /** Tells whether the node can be used, beyond being alive. */
    boolean isReady() {
        return answers(status().resolve("/status/ready"), 200);
    }

    List<String> jvmOptions() {
        List<String> options =
                new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx" + heapMegabytes + "m"));
        options.addAll(moreJvmOptions);
        return options;
    }

    static boolean answers(URI address, int status) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == status;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void requireAlive() {
        if (!process.isAlive()) {
            throw new AssertionError(name + " ended with status " + process.exitValue() + ":\n" + log.text());
        }
    }
}
