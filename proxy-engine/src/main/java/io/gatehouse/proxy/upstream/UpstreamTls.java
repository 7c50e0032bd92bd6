package io.gatehouse.proxy.upstream;

import io.gatehouse.proxy.entity.CertificateConfig;
import java.util.List;
import java.util.Optional;

/**
 * How a TLS connection to an upstream is made. Compared by value: connections with different parameters are never
 * exchanged for one another.
 *
 * @param serverName sent as SNI and compared with the certificate; empty for none
 * @param verify whether the upstream's certificate must be trusted
 * @param verifyDepth most intermediate certificates between the upstream's and a trusted one
 * @param trusted PEM texts of the authorities to trust; empty: those of the node
 * @param clientCertificate what the gateway shows when asked
 * @param http2 whether the upstream must agree to HTTP/2 (RFC 7301)
 */
public record UpstreamTls(
        String serverName,
        boolean verify,
        int verifyDepth,
        List<String> trusted,
        Optional<CertificateConfig> clientCertificate,
        boolean http2) {

    /** The parameters of the context, which is shared by all server names. */
    UpstreamTls withoutName() {
        return new UpstreamTls("", verify, verifyDepth, trusted, clientCertificate, http2);
    }
}
