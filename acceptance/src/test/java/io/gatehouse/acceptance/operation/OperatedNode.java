package io.gatehouse.acceptance.operation;

import io.gatehouse.acceptance.http.Http;
import io.gatehouse.acceptance.http.TlsProbe;
import io.gatehouse.acceptance.node.ClusterPair;
import io.gatehouse.acceptance.node.Command;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.acceptance.node.Ports;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A node on its own with a configuration file, a declarative file and a certificate; it is started and ended by commands. */
final class OperatedNode implements AutoCloseable {
    private final Path folder;
    private final int upstreamPort;
    private final int tlsPort = Ports.free();
    private final int statusPort = Ports.free();
    private final ClusterPair pair;
    private int proxyPort = Ports.free();

    OperatedNode(Nodes nodes) throws IOException {
        folder = nodes.folder();
        upstreamPort = nodes.upstream().port();
        pair = nodes.pair("listener", certificate());
        routes("/open");
        configure("");
    }

    static CertificatePair certificate() {
        return ClusterCertificate.generate(Duration.ofDays(30));
    }

    /** Writes the configuration file, with more lines at its end. */
    void configure(String more) throws IOException {
        Files.writeString(file(), """
                role = traditional
                database = off
                prefix = %s
                proxy_listen = 127.0.0.1:%d, 127.0.0.1:%d ssl
                admin_listen = off
                status_listen = 127.0.0.1:%d
                declarative_config = %s
                ssl_cert = %s
                ssl_cert_key = %s
                %s
                """.formatted(
                prefix(), proxyPort, tlsPort, statusPort, declarations(), pair.certificate(), pair.key(), more));
    }

    /** Writes the declarative file: one route with these paths. */
    void routes(String... paths) throws IOException {
        Files.writeString(declarations(), """
                _format_version: "3.0"
                services:
                - name: echo
                  url: http://127.0.0.1:%d
                  routes:
                  - name: open
                    paths: ["%s"]
                """.formatted(upstreamPort, String.join("\", \"", paths)));
    }

    /** Chooses another port for the proxy, for the next configuration that is written. */
    void moveProxy() {
        proxyPort = Ports.free();
    }

    Path declarations() {
        return folder.resolve("gateway.yml");
    }

    Path file() {
        return folder.resolve("kong.conf");
    }

    Path prefix() {
        return folder.resolve("node");
    }

    ClusterPair pair() {
        return pair;
    }

    URI proxy() {
        return URI.create("http://127.0.0.1:" + proxyPort);
    }

    /** The certificate that a new handshake shows. */
    X509Certificate shown() throws IOException, GeneralSecurityException {
        return new TlsProbe(tlsPort).handshake("localhost").certificate();
    }

    Http.Answer ready() {
        return Http.get(URI.create("http://127.0.0.1:" + statusPort), "/status/ready");
    }

    /** Runs a command to its end. */
    Command.Result gatehouse(String... arguments) {
        return Command.gatehouse(folder, arguments);
    }

    /** Runs a command for this node's prefix. */
    Command.Result ask(String command, String... more) {
        List<String> words = new ArrayList<>(List.of(command, "-p", prefix().toString()));
        words.addAll(List.of(more));
        return gatehouse(words.toArray(String[]::new));
    }

    Command.Result start() {
        return gatehouse("start", "-c", file().toString());
    }

    /** The process that the pid file names. */
    Optional<ProcessHandle> process() {
        try {
            String pid = Files.readString(prefix().resolve("pids/nginx.pid")).strip();
            return pid.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(pid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (Files.exists(prefix().resolve("pids/nginx.pid"))) {
            process().ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
