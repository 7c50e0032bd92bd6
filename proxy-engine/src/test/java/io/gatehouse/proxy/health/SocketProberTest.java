package io.gatehouse.proxy.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.proxy.entity.CertificateConfig;
import io.gatehouse.proxy.entity.HealthCheckConfig;
import io.gatehouse.proxy.entity.HealthCheckConfig.Active;
import io.gatehouse.proxy.entity.HealthCheckConfig.Type;
import io.gatehouse.proxy.entity.UpstreamConfig;
import io.gatehouse.proxy.listener.ScriptedUpstream;
import io.gatehouse.proxy.listener.TestCertificate;
import io.gatehouse.proxy.upstream.UpstreamTlsContexts;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Probes on real sockets. */
class SocketProberTest {
    private final MultiThreadIoEventLoopGroup thread = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private List<X509Certificate> trusted = List.of();
    private Optional<CertificateConfig> shown = Optional.empty();

    @AfterEach
    void stop() {
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private ProbeResult probe(Type type, int port) throws Exception {
        return probe(type, port, "a.test", true);
    }

    private ProbeResult probe(Type type, int port, String name, boolean verify) throws Exception {
        Active base = TestChecks.active(type, 10, Duration.ofSeconds(1), Duration.ofSeconds(1), TestChecks.NONE);
        Active active = new Active(
                type,
                base.timeout(),
                base.concurrency(),
                base.path(),
                base.headers(),
                Optional.empty(),
                verify,
                base.healthyEvery(),
                base.unhealthyEvery(),
                base.healthyStatuses(),
                base.unhealthyStatuses(),
                base.limits());
        UpstreamConfig plain = TestChecks.upstream(new HealthCheckConfig(0, active, TestChecks.OFF.passive()), "");
        UpstreamConfig upstream = new UpstreamConfig(
                plain.id(),
                plain.name(),
                plain.algorithm(),
                plain.slots(),
                plain.hashing(),
                plain.hostHeader(),
                false,
                shown.map(CertificateConfig::id),
                plain.healthChecks(),
                plain.targets());
        SocketProber prober = new SocketProber(
                thread.next(),
                new UpstreamTlsContexts(() -> SslProvider.JDK, () -> trusted, Optional.empty()),
                1,
                id -> shown);
        return prober.probe(upstream, new AddressHealth(new InetSocketAddress("127.0.0.1", port), name))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private static Observation observed(ProbeResult result) {
        return result.observation().orElse(null);
    }

    @Test
    void asksAsConfigured() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering("HTTP/1.0 302 Found\r\n\r\n")) {
            assertEquals(Observation.SUCCESS, observed(probe(Type.HTTP, upstream.port())));
            assertEquals("GET /health HTTP/1.0", upstream.last().requestLine());
            assertEquals(
                    List.of("X-Probe: one", "X-Probe: two", "Host: a.test"),
                    upstream.last().headerLines());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 200 OK, SUCCESS",
        "HTTP/1.1 200, SUCCESS",
        "HTTP/1.1 500 Oh, HTTP_FAILURE",
        "HTTP/1.1 418 Teapot,",
        "SSH-2.0-x, HTTP_FAILURE",
        "HTTP/1.1 2000 OK, HTTP_FAILURE"
    })
    void judgesByTheStatus(String line, Observation expected) throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(line + "\r\n")) {
            assertEquals(expected, observed(probe(Type.HTTP, upstream.port())));
        }
    }

    @Test
    void tellsFailuresApart() throws Exception {
        try (ScriptedUpstream closing = new ScriptedUpstream((request, connection) -> connection.close());
                ScriptedUpstream silent = new ScriptedUpstream((request, connection) -> {})) {
            assertEquals(Observation.TCP_FAILURE, observed(probe(Type.HTTP, closing.port())));
            assertEquals(Observation.TIMEOUT, observed(probe(Type.HTTP, silent.port())));
            assertEquals(Observation.SUCCESS, observed(probe(Type.TCP, silent.port())));
        }
        for (Type type : Type.values()) {
            assertEquals(Observation.TCP_FAILURE, observed(probe(type, deadPort())), type.name());
        }
    }

    private static int deadPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static ScriptedUpstream secure(TestCertificate site, X509Certificate... clients) throws Exception {
        SSLServerSocket socket = (SSLServerSocket) site.context(clients)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(clients.length > 0);
        return new ScriptedUpstream(
                (request, connection) -> ScriptedUpstream.write(connection, ScriptedUpstream.OK), socket);
    }

    @Test
    void verifiesCertificates() throws Exception {
        TestCertificate site = TestCertificate.of("a.test");
        trusted = List.of(TestCertificate.of("other.test").certificate());
        try (ScriptedUpstream upstream = secure(site)) {
            ProbeResult untrusted = probe(Type.HTTPS, upstream.port());
            assertEquals(Observation.TCP_FAILURE, observed(untrusted));
            assertTrue(untrusted.detail().startsWith("TLS: "), untrusted.detail());
            assertEquals(Observation.SUCCESS, observed(probe(Type.HTTPS, upstream.port(), "a.test", false)));
            trusted = List.of(site.certificate());
            assertEquals(Observation.SUCCESS, observed(probe(Type.HTTPS, upstream.port())));
            assertEquals(Observation.TCP_FAILURE, observed(probe(Type.HTTPS, upstream.port(), "b.test", true)));
        }
    }

    @Test
    void showsTheCertificateOfTheUpstream() throws Exception {
        TestCertificate site = TestCertificate.of("a.test");
        TestCertificate own = TestCertificate.of("gateway.test");
        trusted = List.of(site.certificate());
        try (ScriptedUpstream upstream = secure(site, own.certificate())) {
            assertEquals(Observation.TCP_FAILURE, observed(probe(Type.HTTPS, upstream.port())));
            shown = Optional.of(new CertificateConfig("c1", own.pem(), own.keyPem(), "", ""));
            assertEquals(Observation.SUCCESS, observed(probe(Type.HTTPS, upstream.port())));
        }
    }

    @Test
    void takesAServerWithoutTlsForBroken() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering("no TLS here, and never was any\r\n\r\n")) {
            assertEquals(Observation.TCP_FAILURE, observed(probe(Type.HTTPS, upstream.port())));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void callsTheHealthServiceOfGrpc(boolean tls) throws Exception {
        Type type = tls ? Type.GRPCS : Type.GRPC;
        TestCertificate site = TestCertificate.of("a.test");
        trusted = List.of(site.certificate());
        Server serving = grpc(tls, site, 1);
        Server stopping = grpc(tls, site, 2);
        Server other = grpc(tls, site, 0);
        try {
            ProbeResult well = probe(type, serving.getPort());
            assertEquals(Observation.SUCCESS, observed(well), well.detail());
            assertEquals(Observation.HTTP_FAILURE, observed(probe(type, stopping.getPort())));
            ProbeResult unknown = probe(type, other.getPort());
            assertEquals(Observation.HTTP_FAILURE, observed(unknown));
            assertEquals("grpc-status 12", unknown.detail());
        } finally {
            List.of(serving, stopping, other).forEach(Server::shutdownNow);
        }
    }

    @Test
    void takesAServerWithoutHttp2ForFailing() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            assertEquals(Observation.HTTP_FAILURE, observed(probe(Type.GRPC, upstream.port())));
        }
    }

    /**
     * @param status that {@code Check} answers; 0: there is no health service
     */
    private static Server grpc(boolean tls, TestCertificate site, int status) throws IOException {
        MethodDescriptor<byte[], byte[]> check = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodType.UNARY)
                .setFullMethodName("grpc.health.v1.Health/Check")
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
        NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0));
        if (status > 0) {
            builder.addService(ServerServiceDefinition.builder("grpc.health.v1.Health")
                    .addMethod(check, ServerCalls.asyncUnaryCall((byte[] request, StreamObserver<byte[]> answers) -> {
                        answers.onNext(new byte[] {8, (byte) status});
                        answers.onCompleted();
                    }))
                    .build());
        }
        if (tls) {
            builder.sslContext(GrpcSslContexts.forServer(
                            new ByteArrayInputStream(site.pem().getBytes(StandardCharsets.US_ASCII)),
                            new ByteArrayInputStream(site.keyPem().getBytes(StandardCharsets.US_ASCII)))
                    .build());
        }
        return builder.build().start();
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
