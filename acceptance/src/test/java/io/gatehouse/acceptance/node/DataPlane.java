package io.gatehouse.acceptance.node;

import static org.awaitility.Awaitility.await;

import io.gatehouse.acceptance.http.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A data plane; ready means that it accepts connections, with whatever configuration it has. */
public final class DataPlane extends NodeProcess {
    private static final Duration CHANGE_PATIENCE = Duration.ofSeconds(30);

    private final int proxyPort = Ports.free();
    private final int proxyTlsPort = Ports.free();
    private final int adminPort = Ports.free();

    DataPlane(String name, Path prefix) {
        super(name, prefix);
        set("database", "off");
        set("proxy_listen", "127.0.0.1:" + proxyPort + ", 127.0.0.1:" + proxyTlsPort + " ssl");
        set("admin_listen", "127.0.0.1:" + adminPort);
    }

    /** Takes its configuration from a control plane, with whose pair it presents itself. */
    public DataPlane of(ControlPlane controlPlane) {
        return dialling(controlPlane.clusterPort()).with(controlPlane.pair());
    }

    /** Takes its configuration from whoever listens on a port of 127.0.0.1. */
    public DataPlane dialling(int clusterPort) {
        set("role", "data_plane");
        set("cluster_control_plane", "127.0.0.1:" + clusterPort);
        return this;
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

    /** The base address of the Admin API that it has when it is on its own. */
    public URI admin() {
        return URI.create("http://127.0.0.1:" + adminPort);
    }

    /** Sends a GET request through the proxy. */
    public Http.Answer get(String path, String... headers) {
        return Http.get(proxy(), path, headers);
    }

    /** Waits until a path is answered with a status. */
    public void awaitStatus(int status, String path, String... headers) {
        await(status + " for " + path)
                .atMost(CHANGE_PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> get(path, headers).status() == status);
    }

    /** Hash of the configuration in use. */
    public String configurationHash() {
        return Http.get(status(), "/status")
                .expect(200)
                .json()
                .path("configuration_hash")
                .asText();
    }

    /** The identity that it took at its first start. */
    public String id() {
        try {
            return Files.readString(prefix().resolve("kong.id"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder in which it keeps the configuration that it received. */
    public Path cache() {
        return prefix().resolve("dbless.lmdb");
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
