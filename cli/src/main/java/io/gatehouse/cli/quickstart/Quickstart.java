package io.gatehouse.cli.quickstart;

import io.gatehouse.cli.command.CommandException;
import io.gatehouse.cli.process.BackgroundProcess;
import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.pki.PairFiles;
import io.gatehouse.model.settings.Listener;
import io.gatehouse.model.settings.Role;
import io.gatehouse.model.settings.Settings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Starts everything in order, each step shown; what fails ends the start and everything started before. */
final class Quickstart {
    private static final long SPACE_NEEDED = 500L << 20;
    private static final Duration CONTROL_PLANE_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration DATA_PLANE_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration CHANGE_TIMEOUT = Duration.ofSeconds(30);

    private final Installation installation;
    private final Path home;
    private final int upstreamPort;
    private final Map<String, String> environment;
    private final Progress progress;
    private final Http http = new Http();
    private boolean closed;

    /**
     * @param home the checkout, where the launcher script is
     * @param upstreamPort port of the demo upstream on loopback
     * @param environment variables of the user
     */
    Quickstart(
            Installation installation,
            Path home,
            int upstreamPort,
            Map<String, String> environment,
            Progress progress) {
        this.installation = installation;
        this.home = home;
        this.upstreamPort = upstreamPort;
        this.environment = environment;
        this.progress = progress;
    }

    /** Starts everything, creates the demo configuration and shows it at work. Returns once the accepted request succeeded. */
    void start() throws IOException {
        requireSpace();
        endLeftovers();
        makePair();
        NodeSettings nodes = new NodeSettings(installation, environment);
        nodes.write();
        Settings controlPlane = nodes.controlPlane();
        Settings dataPlane = nodes.dataPlane();
        Listener admin = plain(controlPlane, "admin_listen", "KONG_ADMIN_LISTEN=127.0.0.1:8001");
        Listener proxy = plain(dataPlane, "proxy_listen", "KONG_PROXY_LISTEN=0.0.0.0:8000");
        Listener status = plain(dataPlane, "status_listen", "KONG_STATUS_LISTEN=127.0.0.1:8007");
        checkPorts(controlPlane, dataPlane);

        startUpstream();
        startControlPlane(nodes, admin.localUrl());
        startDataPlane(nodes, status.localUrl());
        DemoConfiguration demo = new DemoConfiguration(http, admin.localUrl());
        String key = progress.during(
                "Creating service, route, key-auth plugin and consumer", () -> demo.create(upstreamPort));
        String url = proxy.localUrl() + DemoConfiguration.PATH;
        showRequests(url, key);
        new Summary(installation, controlPlane, dataPlane, url, key, upstreamPort)
                .lines()
                .forEach(progress::say);
    }

    /** Lets nothing be started any more; called before everything is stopped. */
    synchronized void close() {
        closed = true;
    }

    private synchronized void launch(BackgroundProcess process, List<String> command, Map<String, String> variables)
            throws IOException {
        if (closed) {
            throw new CommandException("the start was interrupted");
        }
        process.start(command, variables);
    }

    private void requireSpace() throws IOException {
        long usable = Files.getFileStore(installation.prefix()).getUsableSpace();
        if (usable < SPACE_NEEDED) {
            throw new CommandException("only " + (usable >> 20) + " MB are free on the disk of " + installation.prefix()
                    + ", and the quickstart needs " + (SPACE_NEEDED >> 20)
                    + " MB; free some, or choose another disk with --prefix");
        }
    }

    /** Ends what an earlier run left behind that was killed: its processes could hold ports and data. */
    private void endLeftovers() throws IOException {
        for (Installation.Part part : installation.parts()) {
            BackgroundProcess process = part.process();
            if (process.running().isPresent()) {
                progress.during(
                        "Stopping the " + process.name() + " of an earlier run", () -> process.stop(part.grace()));
            }
        }
        if (installation.database().running().isPresent()) {
            progress.during(
                    "Stopping the PostgreSQL server of an earlier run",
                    () -> installation.database().stop());
        }
    }

    private void makePair() throws IOException {
        boolean certificate = Files.exists(installation.certificate());
        boolean key = Files.exists(installation.key());
        if (certificate != key) {
            throw new CommandException((certificate ? installation.key() : installation.certificate())
                    + " is missing beside its other half; restore it, or remove both to have a new pair made");
        }
        if (!certificate) {
            PairFiles.create(
                    ClusterCertificate.generate(ClusterCertificate.DEFAULT_VALIDITY),
                    installation.certificate(),
                    installation.key());
            progress.say("  Made the cluster certificate " + installation.certificate());
        }
    }

    private static Listener plain(Settings settings, String key, String example) {
        return NodeSettings.first(settings, key, false)
                .orElseThrow(() -> new CommandException(
                        "the quickstart needs a listener without ssl in " + key + "; set for example " + example));
    }

    private void checkPorts(Settings controlPlane, Settings dataPlane) {
        Ports ports = new Ports();
        ports.check(dataPlane, "proxy_listen", "set KONG_PROXY_LISTEN, for example to 0.0.0.0:9000");
        ports.check(controlPlane, "admin_listen", "set KONG_ADMIN_LISTEN, for example to 127.0.0.1:9001");
        ports.check(controlPlane, "cluster_listen", "set KONG_CLUSTER_LISTEN, for example to 127.0.0.1:9005");
        ports.check(
                controlPlane,
                "cluster_telemetry_listen",
                "set KONG_CLUSTER_TELEMETRY_LISTEN, for example to 127.0.0.1:9006");
        ports.check(controlPlane, "status_listen", "set KONG_STATUS_LISTEN, for example to 127.0.0.1:9007");
        ports.check(
                dataPlane,
                "status_listen",
                "set KONG_STATUS_LISTEN; the data plane's status port is 100 above that one");
        ports.check("127.0.0.1", upstreamPort, "the demo upstream", "choose another with --upstream-port");
        ports.require();
    }

    private void startUpstream() throws IOException {
        launch(
                installation.demoUpstream(),
                List.of(
                        home.resolve("gatehouse").toString(),
                        "demo-upstream",
                        "--port",
                        Integer.toString(upstreamPort)),
                environment);
    }

    private void startControlPlane(NodeSettings nodes, String admin) throws IOException {
        progress.during("Starting the control plane with its database", () -> {
            BackgroundProcess process = installation.controlPlane();
            launch(
                    process,
                    program("control-plane", installation.controlPlaneConfiguration()),
                    nodes.environment(Role.CONTROL_PLANE));
            Readiness.await(
                    process,
                    "the Admin API at " + admin + " does not answer",
                    CONTROL_PLANE_TIMEOUT,
                    () -> http.status(admin + "/status", Map.of()) == 200);
            return null;
        });
    }

    private void startDataPlane(NodeSettings nodes, String status) throws IOException {
        progress.during("Starting the data plane", () -> {
            BackgroundProcess process = installation.dataPlane();
            launch(
                    process,
                    program("proxy", installation.dataPlaneConfiguration()),
                    nodes.environment(Role.DATA_PLANE));
            Readiness.await(
                    process,
                    "the data plane has no configuration (" + status + "/status/ready)",
                    DATA_PLANE_TIMEOUT,
                    () -> http.status(status + "/status/ready", Map.of()) == 200);
            return null;
        });
    }

    private List<String> program(String name, Path configuration) {
        return List.of(home.resolve("gatehouse").toString(), name, "-c", configuration.toString());
    }

    private void showRequests(String url, String key) throws IOException {
        BackgroundProcess process = installation.dataPlane();
        progress.during("Waiting until the data plane has the configuration", () -> {
            Readiness.await(
                    process,
                    "a request for " + url + " without a key is not answered with 401",
                    CHANGE_TIMEOUT,
                    () -> http.status(url, Map.of()) == 401);
            Readiness.await(
                    process,
                    "a request for " + url + " with the key is not answered with 200; the upstream's log is "
                            + installation.demoUpstream().log(),
                    CHANGE_TIMEOUT,
                    () -> http.status(url, Map.of("apikey", key)) == 200);
            return null;
        });
        show("without a key", "curl -i " + url, http.get(url, Map.of()));
        show("with the key", "curl -i " + url + " -H 'apikey: " + key + "'", http.get(url, Map.of("apikey", key)));
    }

    private void show(String how, String command, HttpResponse<String> answer) {
        progress.say("");
        progress.say("A request " + how + ":  " + command);
        progress.say("  HTTP/1.1 " + answer.statusCode());
        answer.body().lines().limit(6).forEach(line -> progress.say("  " + line));
    }
}
