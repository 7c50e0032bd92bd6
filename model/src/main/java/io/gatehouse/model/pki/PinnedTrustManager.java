package io.gatehouse.model.pki;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts exactly one certificate, by its bytes: issuer, name and usage do not matter. Its dates do, so that an expired
 * pair is noticed by the side that dials. Thread-safe.
 */
public final class PinnedTrustManager extends X509ExtendedTrustManager {
    private final X509Certificate pinned;

    public PinnedTrustManager(X509Certificate pinned) {
        this.pinned = pinned;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain == null || chain.length == 0) {
            throw new CertificateException("the peer presented no certificate");
        }
        if (!CertificatePair.isSame(pinned, chain[0])) {
            throw new CertificateException("the peer's certificate (" + chain[0].getSubjectX500Principal()
                    + ", SHA-256 " + CertificatePair.digest(chain[0])
                    + ") is not the shared cluster certificate (SHA-256 " + CertificatePair.digest(pinned) + ")");
        }
        pinned.checkValidity();
    }
}
