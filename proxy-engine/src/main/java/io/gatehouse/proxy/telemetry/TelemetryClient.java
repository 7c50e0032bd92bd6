package io.gatehouse.proxy.telemetry;

import io.gatehouse.proxy.link.ForwardProxy;
import io.gatehouse.proxy.link.LinkAddress;
import io.gatehouse.proxy.link.LinkTls;
import io.gatehouse.proxy.link.LoopbackTunnel;
import io.netty.buffer.UnpooledByteBufAllocator;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
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
    private volatile Optional<LoopbackTunnel> tunnel = Optional.empty();
    private final ClientEndpointConfig request;
    private final ClientManager client = ClientManager.createClient(CONTAINER);

    /**
     * @param pathAndQuery the request, encoded
     * @param tls asked before each attempt, so that a renewed certificate is used by the next one
     * @param forwardProxy asked before each attempt
     */
    TelemetryClient(
            LinkAddress address,
            String pathAndQuery,
            Function<LinkAddress, LinkTls> tls,
            Supplier<Optional<ForwardProxy>> forwardProxy) {
        this.forwardProxy = forwardProxy;
        this.request = request(address);
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
        if (forwardProxy.get().isEmpty()) {
            connect(session, address.toString());
            return;
        }
        LoopbackTunnel way = tunnel.orElseGet(() -> new LoopbackTunnel(forwardProxy));
        tunnel = Optional.of(way);
        InetSocketAddress port = way.open(address);
        try {
            connect(session, port.getAddress().getHostAddress() + ":" + port.getPort());
        } catch (DeploymentException | IOException failed) {
            Optional<String> reason = way.failure();
            if (reason.isPresent()) {
                throw new IOException(reason.get(), failed);
            }
            throw failed;
        }
    }

    private void connect(TelemetrySession session, String authority) throws DeploymentException, IOException {
        client.connectToServer(session, request, URI.create("wss://" + authority + pathAndQuery));
    }

    /** Names the control plane, also when the way to it begins elsewhere. */
    private static ClientEndpointConfig request(LinkAddress address) {
        return ClientEndpointConfig.Builder.create()
                .configurator(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void beforeRequest(Map<String, List<String>> headers) {
                        headers.put("Host", List.of(address.toString()));
                    }
                })
                .build();
    }

    @Override
    public void close() {
        client.shutdown();
        tunnel.ifPresent(LoopbackTunnel::close);
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
