package io.gatehouse.acceptance.node;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A data plane; ready means that it accepts connections, with whatever configuration it has. */
public final class DataPlane extends NodeProcess {
    private final int proxyPort = Ports.free();
    private final int proxyTlsPort = Ports.free();

    DataPlane(String name, Path prefix) {
        super(name, prefix);
        set("database", "off");
        set("proxy_listen", "127.0.0.1:" + proxyPort + ", 127.0.0.1:" + proxyTlsPort + " ssl");
    }

    /** Takes its configuration from a control plane. */
    public DataPlane of(ControlPlane controlPlane, ClusterPair pair) {
        set("role", "data_plane");
        set("cluster_control_plane", controlPlane.clusterAddress());
        return with(pair);
    }

    /** Presents another certificate to control planes. */
    public DataPlane with(ClusterPair pair) {
        set("cluster_cert", pair.certificate().toString());
        set("cluster_cert_key", pair.key().toString());
        return this;
    }

    /** The base address for clients. */
    public URI proxy() {
        return URI.create("http://127.0.0.1:" + proxyPort);
    }

    /** The base address for clients with TLS. */
    public URI proxyTls() {
        return URI.create("https://127.0.0.1:" + proxyTlsPort);
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Installation.java().toString());
        command.addAll(jvmOptions());
        command.addAll(List.of("-jar", Installation.dataPlane().toString()));
        return command;
    }

    @Override
    boolean isReady() {
        // 404 without configuration is an answer, too
        return answers(status().resolve("/status"), 200);
    }

    @Override
    Duration startPatience() {
        return Duration.ofMinutes(1);
    }
}
