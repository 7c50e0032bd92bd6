package io.gatehouse.proxy.tls;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.Pem;
import io.gatehouse.proxy.entity.CertificateConfig;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;

/** Key managers over certificates that are held in memory; several pairs of different key types are offered together. */
public final class KeyManagers {
    private static final char[] NO_PASSWORD = {};

    private KeyManagers() {}

    /** The pairs of a certificate entity: one, or two of different key types. */
    public static List<CertificatePair> pairs(CertificateConfig certificate) {
        List<CertificatePair> pairs = new ArrayList<>(2);
        pairs.add(new CertificatePair(Pem.certificates(certificate.certificate()), Pem.privateKey(certificate.key())));
        if (!certificate.alternativeCertificate().isEmpty()) {
            pairs.add(new CertificatePair(
                    Pem.certificates(certificate.alternativeCertificate()),
                    Pem.privateKey(certificate.alternativeKey())));
        }
        return pairs;
    }

    /**
     * @param provider OpenSSL's keeps the parsed key, which would else be converted in each handshake
     */
    public static KeyManagerFactory of(List<CertificatePair> pairs, SslProvider provider)
            throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, NO_PASSWORD);
        } catch (IOException e) {
            throw new GeneralSecurityException("an empty key store could not be made", e);
        }
        for (CertificatePair pair : pairs) {
            store.setKeyEntry(
                    "pair" + store.size(),
                    pair.privateKey(),
                    NO_PASSWORD,
                    pair.chain().toArray(Certificate[]::new));
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        if (provider == SslProvider.JDK) {
            return factory;
        }
        OpenSslCachingX509KeyManagerFactory caching = new OpenSslCachingX509KeyManagerFactory(factory);
        caching.init(store, NO_PASSWORD);
        return caching;
    }
}
