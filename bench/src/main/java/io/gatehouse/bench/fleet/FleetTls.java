package io.gatehouse.bench.fleet;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.PinnedTrustManager;
import io.gatehouse.proxy.tls.KeyManagers;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * Mutual TLS of all nodes, in mode {@code shared}. OpenSSL's where it can be had: it takes the least of the machine for itself. Its
 * binding does not send the server name of that mode, which is no legal one; our control planes do not look at it.
 */
final class FleetTls {
    /** Data planes give up a handshake after this time. */
    private static final long PATIENCE_SECONDS = 5;

    private final SslContext context;

    /** @throws IllegalArgumentException when the pair cannot be used for TLS */
    FleetTls(CertificatePair pair) {
        SslProvider provider = OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK;
        try {
            context = SslContextBuilder.forClient()
                    .sslProvider(provider)
                    .keyManager(KeyManagers.of(List.of(pair), provider))
                    .trustManager(new PinnedTrustManager(pair.leaf()))
                    .endpointIdentificationAlgorithm(null)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (SSLException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException("the cluster certificate and key cannot be used for TLS", unusable);
        }
    }

    SslHandler handler(ByteBufAllocator allocator) {
        SslHandler handler = context.newHandler(allocator);
        handler.setHandshakeTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return handler;
    }
}
