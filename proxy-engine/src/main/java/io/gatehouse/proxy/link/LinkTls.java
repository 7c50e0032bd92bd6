package io.gatehouse.proxy.link;

import io.gatehouse.model.link.LinkProtocol;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.PinnedTrustManager;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;

/**
 * Mutual TLS of the link in {@code shared} mode: both ends present and expect one and the same certificate.
 *
 * <p>Uses the JDK's TLS: the server name that peers expect has an underscore, which OpenSSL bindings refuse to send.
 *
 * @param context client context with certificate and pinned trust
 * @param serverName what is sent as SNI, byte for byte
 */
public record LinkTls(SslContext context, String serverName) {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** @param pair the cluster certificate; the same certificate is expected of the control plane */
    public static LinkTls shared(CertificatePair pair) {
        try {
            SslContext context = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .keyManager(pair.privateKey(), pair.chain())
                    .trustManager(new PinnedTrustManager(pair.leaf()))
                    .endpointIdentificationAlgorithm(null)
                    .protocols(PROTOCOLS)
                    .build();
            return new LinkTls(context, LinkProtocol.SHARED_SERVER_NAME);
        } catch (SSLException unusable) {
            throw new IllegalArgumentException("the cluster certificate and key cannot be used for TLS", unusable);
        }
    }

    SslHandler handler(ByteBufAllocator allocator) {
        SSLEngine engine = context.newEngine(allocator);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(new RawServerName(serverName)));
        engine.setSSLParameters(parameters);
        return new SslHandler(engine);
    }

    /** A host name that is sent unchecked; the JDK's own class knows only names after the letter of the standard. */
    private static final class RawServerName extends SNIServerName {
        RawServerName(String name) {
            super(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
