package io.gatehouse.cli.quickstart;

import io.gatehouse.cli.process.BackgroundProcess;
import io.gatehouse.cli.process.PidFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Everything the quickstart keeps, below one directory: the cluster pair, a prefix for each node, logs and pid files.
 *
 * @param prefix absolute
 */
record Installation(Path prefix) {
    private static final Duration PROXY_GRACE = Duration.ofSeconds(15);
    private static final Duration CONTROL_PLANE_GRACE = Duration.ofSeconds(45);
    private static final Duration UPSTREAM_GRACE = Duration.ofSeconds(5);

    /** A process of the quickstart, and how long it may take to end. */
    record Part(BackgroundProcess process, Duration grace) {}

    Path certificate() {
        return prefix.resolve("cluster.crt");
    }

    Path key() {
        return prefix.resolve("cluster.key");
    }

    Path logs() {
        return prefix.resolve("logs");
    }

    Path controlPlanePrefix() {
        return prefix.resolve("control-plane");
    }

    Path dataPlanePrefix() {
        return prefix.resolve("data-plane");
    }

    /** Generated at each start; whoever wants other settings gives them as variables. */
    Path controlPlaneConfiguration() {
        return prefix.resolve("control-plane.conf");
    }

    Path dataPlaneConfiguration() {
        return prefix.resolve("data-plane.conf");
    }

    BackgroundProcess controlPlane() {
        return process("control-plane", "control plane");
    }

    BackgroundProcess dataPlane() {
        return process("data-plane", "data plane");
    }

    BackgroundProcess demoUpstream() {
        return process("demo-upstream", "demo upstream");
    }

    /** Returns all processes in the order in which they are stopped: first what takes requests. */
    List<Part> parts() {
        return List.of(
                new Part(dataPlane(), PROXY_GRACE),
                new Part(demoUpstream(), UPSTREAM_GRACE),
                new Part(controlPlane(), CONTROL_PLANE_GRACE));
    }

    /** Returns the server that the control plane starts when it is given no other database. */
    EmbeddedDatabase database() {
        return new EmbeddedDatabase(controlPlanePrefix().resolve("postgresql"));
    }

    private BackgroundProcess process(String file, String name) {
        return new BackgroundProcess(
                name,
                logs().resolve(file + ".log"),
                new PidFile(prefix.resolve("pids").resolve(file + ".pid")));
    }
}
