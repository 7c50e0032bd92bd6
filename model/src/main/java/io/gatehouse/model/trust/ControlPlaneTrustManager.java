package io.gatehouse.model.trust;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A data plane's judgement of its control plane in {@code pki} mode: the chain leads to a trusted certificate, it may be used by a
 * server, and it bears the expected name. Never trusts clients. Thread-safe.
 */
public final class ControlPlaneTrustManager extends X509ExtendedTrustManager {
    private final List<X509Certificate> trusted;
    private final String serverName;
    private final ChainValidator validator;
    private final Clock clock;

    /**
     * @param trusted the trusted certificates
     * @param serverName host name or address that the control plane's certificate must bear
     * @param maxIntermediates intermediates allowed in its chain
     */
    public ControlPlaneTrustManager(
            List<X509Certificate> trusted, String serverName, int maxIntermediates, Clock clock) {
        this.trusted = List.copyOf(trusted);
        this.serverName = serverName;
        this.validator = new ChainValidator(Purpose.SERVER, maxIntermediates);
        this.clock = clock;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (chain == null || chain.length == 0) {
            throw new CertificateException("the control plane presented no certificate");
        }
        ValidatedChain valid = validator.validate(List.of(chain), trusted, clock.instant());
        ServerName.require(valid.leaf(), serverName);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this side is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
