package io.gatehouse.proxy.node;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.DefaultCertificate;
import io.gatehouse.model.settings.Settings;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.util.List;

/** TLS of the listeners that are not the proxy's. */
final class ListenerTls {
    private ListenerTls() {}

    /**
     * The beginning of a context that shows the configured certificate, or else the one that is made for its use.
     *
     * @param certificates values of the setting with certificates
     * @param keys of the one with their keys, pairwise
     * @throws IOException when the default certificate cannot be kept in the prefix
     */
    static SslContextBuilder builder(
            Settings settings, List<String> certificates, List<String> keys, DefaultCertificate.Use use)
            throws IOException {
        CertificatePair pair = certificates.isEmpty()
                ? DefaultCertificate.ensure(settings.prefix().resolve("ssl"), use)
                        .get(0)
                : CertificatePair.load(certificates.get(0), keys.get(0));
        return SslContextBuilder.forServer(pair.privateKey(), pair.chain());
    }
}
