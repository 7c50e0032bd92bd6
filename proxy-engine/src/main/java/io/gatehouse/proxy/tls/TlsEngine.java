package io.gatehouse.proxy.tls;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which TLS implementation is used. A native library can load and still fail in the first handshake, when its version
 * does not fit; so it is used only after a handshake with itself in memory.
 */
public final class TlsEngine {
    private static final Logger LOG = LoggerFactory.getLogger(TlsEngine.class);
    private static final int MOST_FLIGHTS = 20;

    private final List<CertificatePair> pairs;
    private SslProvider chosen;

    /**
     * @param pairs what the check's server shows; when there are none, a pair is made
     */
    public TlsEngine(List<CertificatePair> pairs) {
        this.pairs = List.copyOf(pairs);
    }

    /** The implementation; the first call makes the choice and takes some hundred milliseconds. Thread-safe. */
    public synchronized SslProvider provider() {
        if (chosen == null) {
            chosen = choose(pairs);
        }
        return chosen;
    }

    private static SslProvider choose(List<CertificatePair> pairs) {
        if (!OpenSsl.isAvailable()) {
            LOG.info("TLS by the JDK: the native library is not available ({})", reason(OpenSsl.unavailabilityCause()));
            return SslProvider.JDK;
        }
        try {
            shakeHands(
                    pairs.isEmpty() ? List.of(ClusterCertificate.generate(Duration.ofDays(1))) : pairs,
                    SslProvider.OPENSSL);
            LOG.debug("TLS by {}", OpenSsl.versionString());
            return SslProvider.OPENSSL;
        } catch (Exception | LinkageError e) {
            LOG.warn("TLS by the JDK: the native library fails in a handshake ({})", reason(e));
            return SslProvider.JDK;
        }
    }

    private static String reason(Throwable cause) {
        return cause == null ? "no reason given" : cause.toString();
    }

    private static void shakeHands(List<CertificatePair> pairs, SslProvider provider) throws Exception {
        SslContext server = SslContextBuilder.forServer(KeyManagers.of(pairs, provider))
                .sslProvider(provider)
                .build();
        SslContext client = SslContextBuilder.forClient()
                .sslProvider(provider)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm("")
                .build();
        EmbeddedChannel serverEnd = new EmbeddedChannel();
        EmbeddedChannel clientEnd = new EmbeddedChannel();
        try {
            SslHandler serverHandler = server.newHandler(serverEnd.alloc());
            SslHandler clientHandler = client.newHandler(clientEnd.alloc());
            serverEnd.pipeline().addLast(serverHandler);
            clientEnd.pipeline().addLast(clientHandler);
            for (int flight = 0; flight < MOST_FLIGHTS && !isDone(serverHandler, clientHandler); flight++) {
                move(clientEnd, serverEnd);
                move(serverEnd, clientEnd);
            }
            if (!isDone(serverHandler, clientHandler)) {
                throw new IllegalStateException("the handshake did not end");
            }
        } finally {
            serverEnd.finishAndReleaseAll();
            clientEnd.finishAndReleaseAll();
        }
    }

    private static boolean isDone(SslHandler server, SslHandler client) {
        return server.handshakeFuture().isSuccess() && client.handshakeFuture().isSuccess();
    }

    private static void move(EmbeddedChannel from, EmbeddedChannel to) {
        from.runPendingTasks();
        ByteBuf bytes = from.readOutbound();
        while (bytes != null) {
            to.writeInbound(bytes);
            bytes = from.readOutbound();
        }
    }
}
