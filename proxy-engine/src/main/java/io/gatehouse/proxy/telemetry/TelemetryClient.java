package io.gatehouse.proxy.telemetry;

import io.gatehouse.proxy.link.ForwardProxy;
import io.gatehouse.proxy.link.LinkAddress;
import io.gatehouse.proxy.link.LinkTls;
import io.netty.buffer.UnpooledByteBufAllocator;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.SslEngineConfigurator;

/** Opens telemetry sessions with a Jakarta WebSocket client. Blocks. */
final class TelemetryClient implements AutoCloseable {
    private static final String CONTAINER = "org.glassfish.tyrus.container.jdk.client.JdkClientContainer";
    private static final int TIMEOUT_MILLIS = 5000;

    private final LinkAddress address;
    private final String pathAndQuery;
    private final Function<LinkAddress, LinkTls> tls;
    private final Supplier<Optional<ForwardProxy>> forwardProxy;
    private final ClientManager client = ClientManager.createClient(CONTAINER);

    /**
     * @param pathAndQuery the request, encoded
     * @param tls asked before each attempt, so that a renewed certificate is used by the next one
     * @param forwardProxy asked before each attempt; the client speaks to it in clear text only
     */
    TelemetryClient(
            LinkAddress address,
            String pathAndQuery,
            Function<LinkAddress, LinkTls> tls,
            Supplier<Optional<ForwardProxy>> forwardProxy) {
        this.forwardProxy = forwardProxy;
        this.address = address;
        this.pathAndQuery = pathAndQuery;
        this.tls = tls;
        client.getProperties().put(ClientProperties.HANDSHAKE_TIMEOUT, TIMEOUT_MILLIS);
    }

    /** How log lines name the other end. */
    LinkAddress address() {
        return address;
    }

    /**
     * @param session is told that it is open before this returns
     * @throws DeploymentException when the other end refuses
     * @throws IOException when there is no connection
     * @throws RuntimeException when the certificate cannot be used
     */
    void connect(TelemetrySession session) throws DeploymentException, IOException {
        Map<String, Object> properties = client.getProperties();
        properties.put(ClientProperties.SSL_ENGINE_CONFIGURATOR, new Tls(tls.apply(address)));
        properties.remove(ClientProperties.PROXY_URI);
        properties.remove(ClientProperties.PROXY_HEADERS);
        forwardProxy.get().ifPresent(through -> {
            properties.put(ClientProperties.PROXY_URI, through.toString());
            through.credentials()
                    .ifPresent(who ->
                            properties.put(ClientProperties.PROXY_HEADERS, Map.of("Proxy-Authorization", who.basic())));
        });
        client.connectToServer(
                session, ClientEndpointConfig.Builder.create().build(), URI.create("wss://" + address + pathAndQuery));
    }

    @Override
    public void close() {
        client.shutdown();
    }

    /** Makes engines as the configuration link has them: with its certificate, its trust and its server name. */
    private static final class Tls extends SslEngineConfigurator {
        private final LinkTls material;

        Tls(LinkTls material) {
            this.material = material;
            // whom to trust is the material's to say
            setHostVerificationEnabled(false);
        }

        @Override
        public SSLEngine createSSLEngine(String serverHost) {
            return material.engine(UnpooledByteBufAllocator.DEFAULT);
        }

        @Override
        public SslEngineConfigurator copy() {
            return this;
        }
    }
}
