package io.gatehouse.proxy.tls;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.Pem;
import io.gatehouse.proxy.entity.CertificateConfig;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.SimpleKeyManagerFactory;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.ManagerFactoryParameters;

/** Key managers over certificates that are held in memory; several pairs of different key types are offered together. */
public final class KeyManagers {
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
        KeyManagerFactory factory = new MemoryKeyManagerFactory(new MemoryKeyManager(pairs));
        return provider == SslProvider.JDK ? factory : new OpenSslCachingX509KeyManagerFactory(factory);
    }

    /** The JDK's interfaces take key managers from factories only. */
    private static final class MemoryKeyManagerFactory extends SimpleKeyManagerFactory {
        private final KeyManager[] managers;

        MemoryKeyManagerFactory(KeyManager manager) {
            this.managers = new KeyManager[] {manager};
        }

        @Override
        protected void engineInit(KeyStore ignored, char[] password) {
            // has what it needs
        }

        @Override
        protected void engineInit(ManagerFactoryParameters ignored) {
            // has what it needs
        }

        @Override
        protected KeyManager[] engineGetKeyManagers() {
            return managers.clone();
        }
    }
}
