package io.gatehouse.proxy.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ssl_cipher_suite} and what belongs to it, as handshakes show it. */
class TlsCiphersTest {
    private static final String AES_128 = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
    private static final String AES_256 = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384";
    private static final String OF_ECDSA = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";

    @TempDir
    private static Path prefix;

    private RunningProxy proxy;

    @AfterEach
    void stop() {
        if (proxy != null) {
            proxy.close();
        }
    }

    private void start(String... settings) throws IOException {
        String[] all = new String[settings.length + 1];
        all[0] = "proxy_listen=127.0.0.1:0 ssl";
        System.arraycopy(settings, 0, all, 1, settings.length);
        proxy = new RunningProxy(prefix, "", all);
    }

    private SSLSession shakeHands(String protocol, String... ciphers) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Believing()}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", proxy.port())) {
            socket.setSoTimeout(20_000);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {protocol});
            if (ciphers.length > 0) {
                parameters.setCipherSuites(ciphers);
            }
            parameters.setServerNames(List.of(new SNIHostName("two.test")));
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket.getSession();
        }
    }

    private static final class Believing implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @ParameterizedTest
    @CsvSource({
        "modern, TLSv1.2, false",
        "modern, TLSv1.3, true",
        "intermediate, TLSv1.2, true",
        "intermediate, TLSv1.3, true",
        "fips, TLSv1.2, true",
        "fips, TLSv1.3, false",
        "old, TLSv1.2, true",
    })
    void aProfileHasItsVersions(String profile, String version, boolean spoken) throws Exception {
        start("ssl_cipher_suite=" + profile);
        if (spoken) {
            assertEquals(version, shakeHands(version).getProtocol());
        } else {
            assertThrows(SSLException.class, () -> shakeHands(version));
        }
    }

    @Test
    void theClientsOrderDecides() throws Exception {
        start();
        assertEquals(AES_128, shakeHands("TLSv1.2", AES_128, AES_256).getCipherSuite());
        assertEquals(AES_256, shakeHands("TLSv1.2", AES_256, AES_128).getCipherSuite());
    }

    @ParameterizedTest
    @CsvSource({"on, " + AES_256, "off, " + AES_128})
    void ciphersOfOnesOwnAreKnownByOpenSslsNames(String serverOrder, String chosen) throws Exception {
        start(
                "ssl_cipher_suite=custom",
                "ssl_ciphers=ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256:!aNULL",
                "ssl_protocols=TLSv1.2",
                "ssl_prefer_server_ciphers=" + serverOrder);
        assertEquals(chosen, shakeHands("TLSv1.2", AES_128, AES_256).getCipherSuite());
        assertThrows(SSLException.class, () -> shakeHands("TLSv1.2", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"));
        assertThrows(SSLException.class, () -> shakeHands("TLSv1.3"));
    }

    @Test
    void whatIsNoCipherIsRefused() {
        SettingsException refused = assertThrows(
                SettingsException.class,
                () -> start(
                        "ssl_cipher_suite=custom",
                        "ssl_ciphers=HIGH:ECDHE-RSA-AES128-GCM-SHA256",
                        "ssl_protocols=SSLv3"));
        assertEquals(2, refused.errors().size());
        assertTrue(refused.errors().get(0).startsWith("ssl_protocols has 'SSLv3'"));
        assertTrue(refused.errors().get(1).startsWith("ssl_ciphers has 'HIGH'"));
    }

    @Test
    void ciphersThatNobodyHasAreRefused() {
        SettingsException refused = assertThrows(
                SettingsException.class,
                () -> start(
                        "ssl_cipher_suite=custom", "ssl_ciphers=DHE-RSA-AES128-GCM-SHA256", "ssl_protocols=TLSv1.2"));
        assertTrue(refused.errors().get(0).startsWith("ssl_ciphers has no cipher"), refused.getMessage());
    }

    @Test
    void clientsChooseBetweenCertificatesOfTwoKinds() throws Exception {
        start();
        assertEquals("RSA", keyType(shakeHands("TLSv1.2", AES_128)));
        assertEquals("EC", keyType(shakeHands("TLSv1.2", OF_ECDSA)));
        TestCertificate ec = TestCertificate.of("two.test");
        TestCertificate rsa = TestCertificate.ofRsa("two.test");
        proxy.configure("certificates:\n- cert: |\n    " + indent(rsa.pem()) + "\n  key: |\n    " + indent(rsa.keyPem())
                + "\n  cert_alt: |\n    " + indent(ec.pem()) + "\n  key_alt: |\n    " + indent(ec.keyPem())
                + "\n  snis: [{name: two.test}]\n");
        for (List<String> each : List.of(List.of("RSA", AES_128), List.of("EC", OF_ECDSA))) {
            assertEquals(each.get(0), keyType(shakeHands("TLSv1.2", each.get(1))));
        }
        assertEquals("EC", keyType(shakeHands("TLSv1.3")));
    }

    private static String indent(String pem) {
        return pem.strip().replace("\n", "\n    ");
    }

    private static String keyType(SSLSession session) throws SSLException {
        return ((X509Certificate) session.getPeerCertificates()[0])
                .getPublicKey()
                .getAlgorithm();
    }
}
