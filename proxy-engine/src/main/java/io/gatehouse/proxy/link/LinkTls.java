package io.gatehouse.proxy.link;

import io.gatehouse.model.link.LinkProtocol;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.PinnedTrustManager;
import io.gatehouse.proxy.tls.KeyManagers;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Mutual TLS of one attempt at a link.
 *
 * <p>Uses the JDK's TLS: the server name that peers expect in {@code shared} mode has an underscore, which OpenSSL bindings refuse to
 * send.
 *
 * @param context client context with the node's certificate, and its judgement of control planes
 * @param serverName what is sent as SNI, byte for byte; an address is not sent (RFC 6066 §3)
 */
public record LinkTls(SslContext context, String serverName) {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** @param pair the cluster certificate; the same certificate is expected of the control plane */
    public static LinkTls shared(CertificatePair pair) {
        return trusting(pair, new PinnedTrustManager(pair.leaf()), LinkProtocol.SHARED_SERVER_NAME);
    }

    /**
     * @param pair what this node shows, whichever authorities the control plane names
     * @param judge decides about the control plane's certificate, its name included
     * @throws IllegalArgumentException when the pair cannot be used for TLS
     */
    public static LinkTls trusting(CertificatePair pair, X509ExtendedTrustManager judge, String serverName) {
        try {
            SslContext context = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .keyManager(KeyManagers.of(List.of(pair), SslProvider.JDK))
                    .trustManager(judge)
                    .endpointIdentificationAlgorithm(null)
                    .protocols(PROTOCOLS)
                    .build();
            return new LinkTls(context, serverName);
        } catch (SSLException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException("the cluster certificate and key cannot be used for TLS", unusable);
        }
    }

    SslHandler handler(ByteBufAllocator allocator) {
        return new SslHandler(engine(allocator));
    }

    /** A client's engine for one connection, with the server name set. */
    public SSLEngine engine(ByteBufAllocator allocator) {
        SSLEngine engine = context.newEngine(allocator);
        SSLParameters parameters = engine.getSSLParameters();
        if (!NetUtil.isValidIpV4Address(serverName) && !NetUtil.isValidIpV6Address(serverName)) {
            parameters.setServerNames(List.of(new RawServerName(serverName)));
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** A host name that is sent unchecked; the JDK's own class knows only names after the letter of the standard. */
    private static final class RawServerName extends SNIServerName {
        RawServerName(String name) {
            super(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
