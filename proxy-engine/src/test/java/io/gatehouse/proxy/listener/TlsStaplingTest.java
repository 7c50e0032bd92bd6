package io.gatehouse.proxy.listener;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.Pem;
import io.gatehouse.model.testpki.TestAuthority;
import io.gatehouse.model.testpki.TestResponder;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients that ask for the status of the certificate are shown, with a responder that signs. */
class TlsStaplingTest {
    private static final TestAuthority ISSUER = TestAuthority.root("issuer");

    @TempDir
    private static Path prefix;

    private TestResponder responder;
    private CertificatePair site;
    private RunningProxy proxy;

    @BeforeEach
    void startResponder() throws IOException {
        responder = new TestResponder(ISSUER);
        responder.holdsFor(Duration.ofHours(1));
        site = ISSUER.certificate("site.test")
                .dnsName("site.test")
                .responder(responder.uri())
                .issue();
    }

    @AfterEach
    void stop() {
        if (proxy != null) {
            proxy.close();
        }
        responder.close();
    }

    private void start(String... settings) throws IOException {
        String[] all = new String[settings.length + 1];
        all[0] = "proxy_listen=127.0.0.1:0 ssl";
        System.arraycopy(settings, 0, all, 1, settings.length);
        String chain = Pem.encode(List.of(site.leaf(), ISSUER.certificate()));
        proxy = new RunningProxy(
                prefix,
                "certificates:\n- cert: |\n    " + indent(chain) + "\n  key: |\n    "
                        + indent(Pem.encode(site.privateKey())) + "\n  snis: [{name: site.test}]\n",
                all);
    }

    private static String indent(String pem) {
        return pem.strip().replace("\n", "\n    ");
    }

    /** What a client of the JDK, which asks for the status, is shown in a full handshake. */
    private Optional<OCSPResp> stapled(String protocol) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Believing()}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", proxy.port())) {
            socket.setSoTimeout(20_000);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName("site.test")));
            parameters.setProtocols(new String[] {protocol});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            ExtendedSSLSession session = (ExtendedSSLSession) socket.getSession();
            assertEquals(site.leaf(), session.getPeerCertificates()[0]);
            List<byte[]> responses = session.getStatusResponses();
            return responses.isEmpty() || responses.get(0).length == 0
                    ? Optional.empty()
                    : Optional.of(new OCSPResp(responses.get(0)));
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
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void showsTheAnswerOfTheAuthority(String protocol) throws Exception {
        start("nginx_proxy_ssl_stapling=on");
        await().atMost(20, SECONDS).until(() -> stapled(protocol).isPresent());
        BasicOCSPResp answer = (BasicOCSPResp) stapled(protocol).orElseThrow().getResponseObject();
        assertTrue(answer.isSignatureValid(new JcaContentVerifierProviderBuilder()
                .build(ISSUER.certificate().getPublicKey())));
        assertEquals(CertificateStatus.GOOD, answer.getResponses()[0].getCertStatus());
        assertEquals(
                site.leaf().getSerialNumber(),
                answer.getResponses()[0].getCertID().getSerialNumber());
        assertEquals(1, responder.asked.size());
    }

    @Test
    void isOffUnlessAskedFor() throws Exception {
        start();
        assertFalse(stapled("TLSv1.3").isPresent());
        assertTrue(responder.asked.isEmpty());
    }

    /** What responders may do wrong. */
    enum Answer {
        OF_A_STRANGER(responder -> {
            TestAuthority stranger = TestAuthority.root("issuer");
            responder.signedBy(stranger.certificate(), stranger.key());
        }),
        ABOUT_ANOTHER(responder -> responder.answersAboutAnother = true),
        REVOKED(responder -> responder.status = new RevokedStatus(Date.from(Instant.now()), CRLReason.keyCompromise)),
        OUT_OF_DATE(responder -> {
            responder.thisUpdate = Instant.now().minus(Duration.ofDays(2));
            responder.nextUpdate = Optional.of(Instant.now().minus(Duration.ofDays(1)));
        }),
        GARBAGE(responder -> responder.body = Optional.of(new byte[] {1, 2, 3})),
        FAILURE(responder -> responder.httpStatus = 500);

        private final Consumer<TestResponder> prepare;

        Answer(Consumer<TestResponder> prepare) {
            this.prepare = prepare;
        }
    }

    @ParameterizedTest
    @EnumSource
    void showsNoAnswerThatProvesNothing(Answer wrong) throws Exception {
        wrong.prepare.accept(responder);
        try (NotedLines log = NotedLines.of("io.gatehouse.proxy.tls.OcspStaple")) {
            start("nginx_proxy_ssl_stapling=on");
            await().atMost(20, SECONDS).until(() -> {
                assertFalse(stapled("TLSv1.3").isPresent());
                return log.lines().stream().anyMatch(line -> line.contains("nothing new is stapled"));
            });
        }
        assertFalse(stapled("TLSv1.3").isPresent());
    }

    @Test
    void asksAgainBeforeAnAnswerEndsAndServesWithoutOneAfterwards() throws Exception {
        responder.holdsFor(Duration.ofSeconds(4));
        start("nginx_http_ssl_stapling=on");
        await().atMost(20, SECONDS).until(() -> stapled("TLSv1.3").isPresent());
        responder.holdsFor(Duration.ofSeconds(6));
        await().atMost(20, SECONDS).until(() -> {
            assertTrue(stapled("TLSv1.3").isPresent(), "there was no answer for a while");
            return responder.asked.size() > 1;
        });
        responder.close();
        await().atMost(20, SECONDS).until(() -> stapled("TLSv1.3").isEmpty());
    }
}
