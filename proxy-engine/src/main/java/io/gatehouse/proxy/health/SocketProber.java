package io.gatehouse.proxy.health;

import io.gatehouse.model.pki.PkiException;
import io.gatehouse.proxy.entity.CertificateConfig;
import io.gatehouse.proxy.entity.HealthCheckConfig.Active;
import io.gatehouse.proxy.entity.HealthCheckConfig.Type;
import io.gatehouse.proxy.entity.UpstreamConfig;
import io.gatehouse.proxy.upstream.UpstreamTls;
import io.gatehouse.proxy.upstream.UpstreamTlsContexts;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Probes over a connection of their own each, which ends with the probe. Confined to its event loop. */
public final class SocketProber implements Prober {
    /** In place of a time-out of zero, which would wait for ever. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final EventLoop loop;
    private final UpstreamTlsContexts contexts;
    private final int verifyDepth;
    private final Function<String, Optional<CertificateConfig>> certificates;
    private final Bootstrap bootstrap;

    /** What is said once a connection stands. */
    interface Conversation {
        /**
         * Speaks over a connection, and completes the result when it knows.
         */
        void begin(Channel channel, CompletableFuture<ProbeResult> result);
    }

    /**
     * @param verifyDepth most intermediate certificates of an upstream
     * @param certificates the certificates of the configuration in force, by id
     */
    public SocketProber(
            EventLoop loop,
            UpstreamTlsContexts contexts,
            int verifyDepth,
            Function<String, Optional<CertificateConfig>> certificates) {
        this.loop = loop;
        this.contexts = contexts;
        this.verifyDepth = verifyDepth;
        this.certificates = certificates;
        this.bootstrap = new Bootstrap().group(loop).channel(NioSocketChannel.class);
    }

    @Override
    public CompletionStage<ProbeResult> probe(UpstreamConfig upstream, AddressHealth address) {
        CompletableFuture<ProbeResult> result = new CompletableFuture<>();
        Active active = upstream.healthChecks().active();
        int millis = millis(active.timeout());
        Optional<SslHandler> tls;
        try {
            tls = active.type().tls() ? Optional.of(tls(upstream, address)) : Optional.empty();
        } catch (PkiException unusable) {
            result.complete(ProbeResult.of(Observation.TCP_FAILURE, unusable.getMessage()));
            return result;
        }
        ChannelFuture connect = bootstrap
                .clone()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        tls.ifPresent(channel.pipeline()::addLast);
                        channel.pipeline().addLast(new Breakage(result));
                    }
                })
                .connect(address.address());
        result.whenComplete((done, never) -> connect.channel().close());
        Conversation conversation = conversation(upstream, address);
        connect.addListener(connected -> {
            if (!connected.isSuccess()) {
                result.complete(notConnected(connected.cause()));
            } else if (tls.isEmpty()) {
                converse(conversation, connect.channel(), millis, result);
            } else {
                tls.get().setHandshakeTimeoutMillis(millis);
                tls.get().handshakeFuture().addListener(shaken -> {
                    if (shaken.isSuccess()) {
                        converse(conversation, connect.channel(), millis, result);
                    } else {
                        result.complete(ProbeResult.of(Observation.TCP_FAILURE, "TLS: " + text(shaken.cause())));
                    }
                });
            }
        });
        return result;
    }

    private static int millis(Duration timeout) {
        return (int) Math.max(1, (timeout.isZero() ? LONGEST : timeout).toMillis());
    }

    private static ProbeResult notConnected(Throwable cause) {
        boolean timeout = cause instanceof ConnectTimeoutException;
        return ProbeResult.of(timeout ? Observation.TIMEOUT : Observation.TCP_FAILURE, text(cause));
    }

    private static String text(Throwable cause) {
        return String.valueOf(cause.getMessage());
    }

    private void converse(
            Conversation conversation, Channel channel, int millis, CompletableFuture<ProbeResult> result) {
        Future<?> deadline = loop.schedule(
                () -> result.complete(ProbeResult.of(Observation.TIMEOUT, "no answer within " + millis + " ms")),
                millis,
                TimeUnit.MILLISECONDS);
        result.whenComplete((done, never) -> deadline.cancel(false));
        channel.closeFuture()
                .addListener(closed -> result.complete(
                        ProbeResult.of(Observation.TCP_FAILURE, "the connection was closed without an answer")));
        conversation.begin(channel, result);
    }

    private static Conversation conversation(UpstreamConfig upstream, AddressHealth address) {
        Active active = upstream.healthChecks().active();
        String host = upstream.hostHeader().isEmpty() ? address.name() : upstream.hostHeader();
        return switch (active.type()) {
            case TCP -> (channel, result) -> result.complete(ProbeResult.of(Observation.SUCCESS, "connected"));
            case HTTP, HTTPS -> new HttpProbe(active, host);
            case GRPC, GRPCS -> new GrpcProbe(host, active.type().tls());
        };
    }

    private SslHandler tls(UpstreamConfig upstream, AddressHealth address) {
        Active active = upstream.healthChecks().active();
        String host = upstream.hostHeader().isEmpty() ? address.name() : withoutPort(upstream.hostHeader());
        String name = active.serverName().orElse(host);
        UpstreamTls parameters = new UpstreamTls(
                name.startsWith("[") ? name.substring(1, name.length() - 1) : name,
                active.verify(),
                verifyDepth,
                List.of(),
                upstream.clientCertificate().flatMap(certificates),
                active.type() == Type.GRPCS);
        return contexts.handler(parameters, address.address(), ByteBufAllocator.DEFAULT);
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    /** What breaks the connection ends the probe. */
    private static final class Breakage extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<ProbeResult> result;

        Breakage(CompletableFuture<ProbeResult> result) {
            this.result = result;
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            result.complete(ProbeResult.of(Observation.TCP_FAILURE, text(cause)));
        }
    }
}
