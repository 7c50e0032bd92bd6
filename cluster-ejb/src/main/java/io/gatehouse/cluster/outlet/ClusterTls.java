package io.gatehouse.cluster.outlet;

import io.gatehouse.model.pki.CertificatePair;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS of the cluster listener. The current context serves every new connection; replacing the identity leaves running connections
 * as they are, and the sessions of the old context cannot be resumed with the new one.
 *
 * <p>Thread-safe.
 */
final class ClusterTls {

    private volatile SslContext context;

    ClusterTls(CertificatePair identity) {
        replace(identity);
    }

    SslContext context() {
        return context;
    }

    /** @throws IllegalArgumentException when the key and the certificate cannot be used for TLS; the old identity stays */
    void replace(CertificatePair identity) {
        try {
            context = SslContextBuilder.forServer(
                            identity.privateKey(), identity.chain().toArray(X509Certificate[]::new))
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .clientAuth(ClientAuth.OPTIONAL)
                    .trustManager(new EveryClient())
                    .build();
        } catch (SSLException unusable) {
            throw new IllegalArgumentException(
                    "cluster_cert and cluster_cert_key cannot be used for TLS: " + unusable.getMessage(), unusable);
        }
    }

    /**
     * Lets every client certificate through TLS: {@link io.gatehouse.cluster.trust.DataPlaneTrust} decides per request, because a
     * refusal has to be answered and logged in ways that a TLS alert cannot. The possession of the key is still proven by TLS.
     */
    private static final class EveryClient extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException("this side is a server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
            throw new UnsupportedOperationException("this side is a server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            throw new UnsupportedOperationException("this side is a server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
