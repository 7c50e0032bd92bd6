package io.gatehouse.proxy.node;

import io.gatehouse.model.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A short life of a data plane, run while the product is built: the JVM notes the classes that it loads and keeps them in
 * an archive, from which later starts map them instead of parsing them.
 */
public final class ClassArchive {
    private static final int REQUESTS = 20;
    private static final String CONFIGURATION = """
            _format_version: "3.0"
            services:
            - {name: s, host: 127.0.0.1, port: 9, retries: 0, routes: [{name: r, paths: [/r]}, {name: x, paths: ["~/x/\\\\d+"]}]}
            consumers: [{username: c, keyauth_credentials: [{key: k}]}]
            plugins:
            - {name: correlation-id}
            - {name: key-auth, route: r}
            """;

    private ClassArchive() {}

    /** @param arguments a directory for the prefix of the node */
    public static void main(String[] arguments) throws IOException {
        System.setProperty("io.netty.jfr.enabled", "false");
        Path prefix = Path.of(arguments[0]);
        Files.createDirectories(prefix);
        try (DataPlane node = DataPlane.start(settings(prefix))) {
            for (InetSocketAddress address : node.proxyAddresses()) {
                for (int request = 0; request < REQUESTS; request++) {
                    exchange(address, request % 2 == 0 ? "/r" : "/none");
                }
            }
        }
    }

    private static Settings settings(Path prefix) {
        return Settings.load(
                Map.of(
                        "KONG_PREFIX", prefix.toString(),
                        "KONG_ROLE", "traditional",
                        "KONG_DATABASE", "off",
                        "KONG_PROXY_LISTEN", "127.0.0.1:0, 127.0.0.1:0 ssl",
                        "KONG_ADMIN_LISTEN", "off",
                        "KONG_STATUS_LISTEN", "127.0.0.1:0",
                        "KONG_LOG_LEVEL", "error",
                        "KONG_DECLARATIVE_CONFIG_STRING", CONFIGURATION),
                Optional.empty(),
                Map.of());
    }

    /** To a TLS listener the request is no TLS, which ends the connection: that is an exchange as well. */
    private static void exchange(InetSocketAddress address, String path) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: h\r\napikey: k\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            answer.readAllBytes();
        }
    }
}
