package io.gatehouse.proxy.listener;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** gRPC with a real client and a real server, in clear text and over TLS. */
class GrpcTest {
    private static final MethodDescriptor<byte[], byte[]> UNARY = method("test.Echo/Once", MethodType.UNARY);
    private static final MethodDescriptor<byte[], byte[]> BOTH = method("test.Echo/Both", MethodType.BIDI_STREAMING);
    private static final MethodDescriptor<byte[], byte[]> REFUSED = method("test.Echo/Refused", MethodType.UNARY);
    private static final MethodDescriptor<byte[], byte[]> HANGING = method("test.Echo/Hanging", MethodType.UNARY);

    @TempDir
    private static Path prefix;

    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch canceled = new CountDownLatch(1);
    private Server server;
    private RunningProxy proxy;
    private ManagedChannel channel;

    private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(type)
                .setFullMethodName(name)
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
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

    @AfterEach
    void stop() {
        channel.shutdownNow();
        proxy.close();
        server.shutdownNow();
    }

    private void start(boolean tls) throws Exception {
        TestCertificate site = TestCertificate.of("localhost");
        NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .maxInboundMessageSize(32 << 20)
                .addService(service());
        if (tls) {
            builder.sslContext(GrpcSslContexts.forServer(
                            new ByteArrayInputStream(site.pem().getBytes(StandardCharsets.US_ASCII)),
                            new ByteArrayInputStream(site.keyPem().getBytes(StandardCharsets.US_ASCII)))
                    .build());
        }
        server = builder.build().start();
        String protocol = tls ? "grpcs" : "grpc";
        proxy = new RunningProxy(
                prefix,
                "services:\n- {name: s, protocol: " + protocol + ", host: 127.0.0.1, port: " + server.getPort()
                        + ", retries: 0, routes: [{name: r, protocols: [" + protocol + "], paths: [/test.Echo]}]}\n",
                "proxy_listen=127.0.0.1:0 " + (tls ? "ssl " : "") + "http2");
        NettyChannelBuilder dial =
                NettyChannelBuilder.forAddress("127.0.0.1", proxy.port()).maxInboundMessageSize(32 << 20);
        if (tls) {
            dial.sslContext(GrpcSslContexts.forClient()
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm("")
                    .build());
        } else {
            dial.usePlaintext();
        }
        channel = dial.build();
    }

    private ServerServiceDefinition service() {
        return ServerServiceDefinition.builder("test.Echo")
                .addMethod(UNARY, ServerCalls.asyncUnaryCall((request, out) -> {
                    out.onNext(request);
                    out.onCompleted();
                }))
                .addMethod(BOTH, ServerCalls.asyncBidiStreamingCall(out -> out))
                .addMethod(REFUSED, ServerCalls.asyncUnaryCall((request, out) -> {
                    Metadata trailers = new Metadata();
                    trailers.put(Metadata.Key.of("x-reason", Metadata.ASCII_STRING_MARSHALLER), "because");
                    out.onError(Status.FAILED_PRECONDITION
                            .withDescription("not now")
                            .asRuntimeException(trailers));
                }))
                .addMethod(HANGING, (call, headers) -> {
                    call.request(1);
                    return new ServerCall.Listener<>() {
                        @Override
                        public void onMessage(byte[] message) {
                            hanging.countDown();
                        }

                        @Override
                        public void onCancel() {
                            canceled.countDown();
                        }
                    };
                })
                .build();
    }

    private byte[] call(MethodDescriptor<byte[], byte[]> method, byte[] request) {
        return ClientCalls.blockingUnaryCall(
                channel, method, CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS), request);
    }

    @Test
    void carriesACall() throws Exception {
        start(false);
        assertArrayEquals(new byte[] {1, 2, 3}, call(UNARY, new byte[] {1, 2, 3}));
        byte[] large = new byte[10 << 20];
        large[large.length - 1] = 7;
        assertArrayEquals(large, call(UNARY, large));
    }

    @Test
    void carriesACallOverTls() throws Exception {
        start(true);
        assertArrayEquals(new byte[] {1, 2, 3}, call(UNARY, new byte[] {1, 2, 3}));
    }

    @Test
    void streamsBothWaysAtOnce() throws Exception {
        start(false);
        LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
        StreamObserver<byte[]> requests =
                ClientCalls.asyncBidiStreamingCall(channel.newCall(BOTH, CallOptions.DEFAULT), new StreamObserver<>() {
                    @Override
                    public void onNext(byte[] value) {
                        answers.add(new String(value, StandardCharsets.US_ASCII));
                    }

                    @Override
                    public void onError(Throwable failure) {
                        answers.add(failure.toString());
                    }

                    @Override
                    public void onCompleted() {
                        answers.add("completed");
                    }
                });
        for (int i = 0; i < 20; i++) {
            // each message is answered before the next is sent: nothing may be held back
            requests.onNext(("m" + i).getBytes(StandardCharsets.US_ASCII));
            assertEquals("m" + i, answers.poll(20, TimeUnit.SECONDS));
        }
        requests.onCompleted();
        assertEquals("completed", answers.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void relaysStatusAndTrailers() throws Exception {
        start(false);
        StatusRuntimeException refused =
                assertThrows(StatusRuntimeException.class, () -> call(REFUSED, new byte[] {1}));
        assertEquals(Status.Code.FAILED_PRECONDITION, refused.getStatus().getCode());
        assertEquals("not now", refused.getStatus().getDescription());
        assertEquals(
                "because", refused.getTrailers().get(Metadata.Key.of("x-reason", Metadata.ASCII_STRING_MARSHALLER)));
    }

    @Test
    void cancelsTheCallAtTheServer() throws Exception {
        start(false);
        var call = channel.newCall(HANGING, CallOptions.DEFAULT);
        var answer = ClientCalls.futureUnaryCall(call, new byte[] {1});
        assertTrue(hanging.await(20, TimeUnit.SECONDS));
        answer.cancel(true);
        assertTrue(canceled.await(20, TimeUnit.SECONDS));
        assertArrayEquals(new byte[] {4}, call(UNARY, new byte[] {4}));
    }

    @Test
    void saysInItsOwnFormThatNoRouteFits() throws Exception {
        start(false);
        MethodDescriptor<byte[], byte[]> unknown = method("other.Service/Once", MethodType.UNARY);
        StatusRuntimeException none = assertThrows(StatusRuntimeException.class, () -> call(unknown, new byte[] {1}));
        assertEquals(Status.Code.NOT_FOUND, none.getStatus().getCode());
    }
}
