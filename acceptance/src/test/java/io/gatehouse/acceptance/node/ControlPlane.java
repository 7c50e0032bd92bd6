package io.gatehouse.acceptance.node;

import io.gatehouse.acceptance.http.AdminClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A control plane on Open Liberty, by default with the embedded PostgreSQL under its prefix. */
public final class ControlPlane extends NodeProcess {
    private final ClusterPair pair;
    private final int adminPort = Ports.free();
    private final int adminTlsPort = Ports.free();
    private final int clusterPort = Ports.free();
    private int telemetryPort;

    ControlPlane(String name, Path prefix, ClusterPair pair) {
        super(name, prefix);
        this.pair = pair;
        set("admin_listen", "127.0.0.1:" + adminPort + ", 127.0.0.1:" + adminTlsPort + " http2 ssl");
        set("cluster_listen", "127.0.0.1:" + clusterPort);
        set("cluster_telemetry_listen", "off");
        set("cluster_cert", pair.certificate().toString());
        set("cluster_cert_key", pair.key().toString());
    }

    /** Uses a database of a server that is not its own. */
    public ControlPlane on(TestDatabase database) {
        set("pg_host", "127.0.0.1");
        set("pg_port", Integer.toString(database.port()));
        set("pg_user", database.user());
        set("pg_password", database.password());
        set("pg_database", database.name());
        return this;
    }

    /** The base address of the Admin API. */
    public URI admin() {
        return URI.create("http://127.0.0.1:" + adminPort);
    }

    /** A client of the Admin API. */
    public AdminClient client() {
        return new AdminClient(admin());
    }

    /** The base address of the Admin API with TLS. */
    public URI adminTls() {
        return URI.create("https://127.0.0.1:" + adminTlsPort);
    }

    /** Where data planes connect to. */
    public String clusterAddress() {
        return "127.0.0.1:" + clusterPort;
    }

    public int clusterPort() {
        return clusterPort;
    }

    /** Opens a listener for telemetry, which nodes of tests have not by themselves. */
    public ControlPlane withTelemetry() {
        telemetryPort = Ports.free();
        set("cluster_telemetry_listen", "127.0.0.1:" + telemetryPort);
        return this;
    }

    /** Where data planes report to, after {@link #withTelemetry()}. */
    public int telemetryPort() {
        return telemetryPort;
    }

    /** The pair that it was given, and that its data planes need. */
    public ClusterPair pair() {
        return pair;
    }

    @Override
    List<String> command() {
        return List.of(Installation.controlPlane().toString());
    }

    @Override
    Duration startPatience() {
        return Duration.ofMinutes(3);
    }
}
