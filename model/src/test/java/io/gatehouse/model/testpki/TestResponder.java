package io.gatehouse.model.testpki;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.model.pki.CertificatePair;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** A real OCSP responder on a free port of the loopback interface, honest until a test says otherwise. */
public final class TestResponder implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch released = new CountDownLatch(1);

    /** Serial numbers it was asked about. */
    public final List<BigInteger> asked = new CopyOnWriteArrayList<>();

    /** What it says of every certificate. */
    public volatile CertificateStatus status = CertificateStatus.GOOD;

    public volatile Instant thisUpdate = Instant.now();
    public volatile Optional<Instant> nextUpdate = Optional.empty();
    public volatile boolean repeatsNonce = true;
    public volatile boolean forgesNonce;
    public volatile boolean answersAboutAnother;
    public volatile boolean hangs;
    public volatile int httpStatus = 200;
    public volatile Optional<byte[]> body = Optional.empty();
    public volatile int responseStatus = OCSPRespBuilder.SUCCESSFUL;

    private volatile PrivateKey key;
    private volatile X509Certificate signer;

    public TestResponder(TestAuthority issuer) throws IOException {
        signedBy(issuer.certificate(), issuer.key());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/ocsp";
    }

    public void signedBy(X509Certificate certificate, PrivateKey signingKey) {
        key = signingKey;
        signer = certificate;
    }

    public void signedBy(CertificatePair pair) {
        signedBy(pair.leaf(), pair.privateKey());
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] request = exchange.getRequestBody().readAllBytes();
        try {
            if (!exchange.getRequestMethod().equals("POST")
                    || !"application/ocsp-request"
                            .equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
                throw new IllegalArgumentException("not a question");
            }
            OCSPReq question = new OCSPReq(request);
            asked.add(question.getRequestList()[0].getCertID().getSerialNumber());
            if (hangs) {
                released.await();
            }
            byte[] answer = body.isPresent() ? body.get() : response(question).getEncoded();
            exchange.getResponseHeaders().add("Content-Type", "application/ocsp-response");
            exchange.sendResponseHeaders(httpStatus, answer.length == 0 ? -1 : answer.length);
            if (answer.length > 0) {
                exchange.getResponseBody().write(answer);
            }
        } catch (Exception failed) {
            exchange.sendResponseHeaders(400, -1);
        } finally {
            exchange.close();
        }
    }

    private OCSPResp response(OCSPReq question) throws Exception {
        if (responseStatus != OCSPRespBuilder.SUCCESSFUL) {
            return new OCSPRespBuilder().build(responseStatus, null);
        }
        X509CertificateHolder holder = new JcaX509CertificateHolder(signer);
        BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(holder.getSubject()));
        CertificateID id = question.getRequestList()[0].getCertID();
        if (answersAboutAnother) {
            id = new CertificateID(
                    new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1),
                    holder,
                    BigInteger.TEN);
        }
        builder.addResponse(
                id, status, Date.from(thisUpdate), nextUpdate.map(Date::from).orElse(null));
        Extension nonce = question.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        if (forgesNonce) {
            nonce = new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new byte[] {4, 1, 7});
        }
        if (repeatsNonce) {
            builder.setResponseExtensions(new Extensions(nonce));
        }
        String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        return new OCSPRespBuilder()
                .build(
                        OCSPRespBuilder.SUCCESSFUL,
                        builder.build(
                                new JcaContentSignerBuilder(algorithm).build(key),
                                new X509CertificateHolder[] {holder},
                                Date.from(Instant.now())));
    }

    /** Valid for this long from now on. */
    public void holdsFor(Duration time) {
        nextUpdate = Optional.of(Instant.now().plus(time));
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
