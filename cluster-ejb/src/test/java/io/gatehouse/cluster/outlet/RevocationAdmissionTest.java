package io.gatehouse.cluster.outlet;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.cluster.trust.AdmittedPeers;
import io.gatehouse.cluster.trust.ChainTrust;
import io.gatehouse.cluster.trust.OcspRule;
import io.gatehouse.model.ocsp.RevocationCheck;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.testpki.TestAuthority;
import io.gatehouse.model.testpki.TestCertificate;
import io.gatehouse.model.testpki.TestResponder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code cluster_ocsp} at the listener, with a responder of its own. */
@Tag("R32")
@Tag("R33")
@Tag("R35")
@Tag("R36")
class RevocationAdmissionTest {

    private static final TestAuthority ROOT = TestAuthority.root("Hybrid Root CA");
    private static final TestAuthority ISSUER = ROOT.intermediate("Hybrid Intermediate CA");
    private static final CertificateStatus REVOKED =
            new RevokedStatus(Date.from(Instant.now().minusSeconds(60)));
    private static final String WAS_REVOKED =
            "SEVERE [clustering] data plane client certificate was revoked: failed to validate OCSP response: ";
    private static final String CHECK_FAILED = " [clustering] data plane client certificate revocation check failed: ";

    private final LogLines log = new LogLines();
    private TestResponder responder;
    private Outlet strict;
    private Outlet lenient;

    @BeforeEach
    void start() throws Exception {
        responder = new TestResponder(ISSUER);
        strict = outlet(OcspRule.ON);
        lenient = outlet(OcspRule.OPTIONAL);
    }

    @AfterEach
    void stop() {
        strict.close();
        lenient.close();
        responder.close();
        log.close();
    }

    private static Outlet outlet(OcspRule rule) {
        Outlet outlet = new Outlet(
                ROOT.certificate("cp").issue(),
                Optional.of(new AdmittedPeers(
                        new ChainTrust(
                                () -> List.of(ROOT.certificate(), ISSUER.certificate()),
                                rule,
                                new RevocationCheck(Clock.systemUTC()),
                                Clock.systemUTC()),
                        Clock.systemUTC())));
        outlet.publish(1, "one", Set.of());
        return outlet;
    }

    private TestCertificate certificate() {
        return ISSUER.certificate("dp").responder(responder.uri());
    }

    private static boolean isAdmitted(Outlet outlet, CertificatePair pair) throws Exception {
        try (Probe probe = Probe.connect(outlet.address(), Optional.of(pair))) {
            String head = probe.upgrade(UUID.randomUUID(), "3.9.3");
            assertTrue(head.isEmpty() || head.startsWith("HTTP/1.1 101 "), head);
            return !head.isEmpty();
        }
    }

    /** Situations in which there is an answer that is not good: refused under either rule. */
    private enum Bad {
        REVOKED_CERTIFICATE("certificate status \"revoked\"", r -> r.status = REVOKED),
        UNKNOWN_CERTIFICATE("certificate status \"unknown\"", r -> r.status = new UnknownStatus()),
        SIGNED_BY_A_STRANGER(
                "the response is signed by CN=stranger, whose certificate was not made by the issuer",
                r -> r.signedBy(TestCertificate.selfSigned("stranger").issue())),
        SIGNED_BY_A_LEAF_WITHOUT_THE_RIGHT(
                "whose certificate lacks the extended key usage OCSPSigning",
                r -> r.signedBy(ISSUER.certificate("other dp").issue())),
        SIGNED_BY_AN_EXPIRED_DELEGATE(
                "expired or not valid yet",
                r -> r.signedBy(ISSUER.certificate("delegate")
                        .usages(KeyPurposeId.id_kp_OCSPSigning)
                        .valid(Instant.now().minusSeconds(600), Instant.now().minusSeconds(60))
                        .issue())),
        UNPARSABLE("the response cannot be read", r -> r.body = Optional.of("<html>".getBytes())),
        NOT_SUCCESSFUL("status 3 instead of 0", r -> r.responseStatus = OCSPRespBuilder.TRY_LATER),
        ABOUT_ANOTHER_CERTIFICATE("the response is about another certificate", r -> r.answersAboutAnother = true),
        OUT_OF_DATE("the response is out of date", r -> {
            r.thisUpdate = Instant.now().minus(Duration.ofDays(2));
            r.nextUpdate = Optional.of(Instant.now().minus(Duration.ofDays(1)));
        }),
        FROM_THE_FUTURE(
                "the response is not valid before",
                r -> r.thisUpdate = Instant.now().plusSeconds(3600)),
        REPLAYED("the nonce of the response is not that of the request", r -> r.forgesNonce = true);

        private final String reason;
        private final Consumer<TestResponder> prepare;

        Bad(String reason, Consumer<TestResponder> prepare) {
            this.reason = reason;
            this.prepare = prepare;
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatIsNotGood(Bad situation) throws Exception {
        situation.prepare.accept(responder);
        CertificatePair pair = certificate().issue();
        assertEquals(false, isAdmitted(strict, pair));
        assertEquals(false, isAdmitted(lenient, pair));
        await().atMost(5, SECONDS).until(() -> log.contain(WAS_REVOKED) && log.contain(situation.reason));
        assertEquals(List.of(), strict.heartbeats);
    }

    /** Situations in which there is no answer: only the lenient rule admits. */
    private enum None {
        HTTP_ERROR("OCSP responder returns bad HTTP status code: 500", r -> r.httpStatus = 500),
        EMPTY_BODY("unexpected response from OCSP responder: empty body", r -> r.body = Optional.of(new byte[0])),
        CLOSED("failed to send request to OCSP responder: ", TestResponder::close),
        TOO_LONG(
                "failed to send request to OCSP responder: the answer is longer",
                r -> r.body = Optional.of(new byte[300_000]));

        private final String reason;
        private final Consumer<TestResponder> prepare;

        None(String reason, Consumer<TestResponder> prepare) {
            this.reason = reason;
            this.prepare = prepare;
        }
    }

    @ParameterizedTest
    @EnumSource
    void ruleDecidesWithoutAnAnswer(None situation) throws Exception {
        situation.prepare.accept(responder);
        assertUndetermined(certificate().issue(), situation.reason);
    }

    @Test
    void ruleDecidesWithoutAResponder() throws Exception {
        assertUndetermined(
                ISSUER.certificate("dp").issue(),
                "OCSP responder endpoint can not be determined, the client certificate may be missing the required extensions");
    }

    private void assertUndetermined(CertificatePair pair, String reason) throws Exception {
        assertEquals(false, isAdmitted(strict, pair));
        await().atMost(5, SECONDS).until(() -> log.contain("SEVERE" + CHECK_FAILED + reason));
        assertEquals(true, isAdmitted(lenient, pair));
        await().atMost(5, SECONDS).until(() -> log.contain("WARNING" + CHECK_FAILED + reason));
    }

    @Test
    @Tag("R34")
    void admitsWhatIsGood() throws Exception {
        CertificatePair pair = certificate().issue();
        assertEquals(true, isAdmitted(strict, pair));
        assertEquals(List.of(pair.leaf().getSerialNumber()), responder.asked);
        responder.repeatsNonce = false;
        assertEquals(true, isAdmitted(strict, pair), "answers that are signed in advance have no nonce");
        responder.signedBy(ISSUER.certificate("delegate")
                .usages(KeyPurposeId.id_kp_OCSPSigning)
                .issue());
        assertEquals(true, isAdmitted(strict, pair), "the issuer may let others answer");
        assertEquals(3, responder.asked.size());
    }

    @Test
    void asksAgainOnceAnAnswerHasEnded() throws Exception {
        CertificatePair pair = certificate().issue();
        responder.holdsFor(Duration.ofHours(1));
        assertEquals(true, isAdmitted(strict, pair));
        responder.status = REVOKED;
        assertEquals(true, isAdmitted(strict, pair), "known to be good for an hour");
        assertEquals(1, responder.asked.size());

        CertificatePair other = certificate().issue();
        assertEquals(false, isAdmitted(strict, other));
        responder.status = CertificateStatus.GOOD;
        assertEquals(true, isAdmitted(strict, other), "reinstated");
    }

    @Test
    void cannotBeDodgedByLeavingTheIssuerOut() throws Exception {
        responder.status = REVOKED;
        CertificatePair pair = certificate().issue();
        CertificatePair alone = new CertificatePair(List.of(pair.leaf()), pair.privateKey());
        assertEquals(false, isAdmitted(lenient, alone));
        await().atMost(5, SECONDS).until(() -> log.contain(WAS_REVOKED));
    }

    @Test
    @Tag("R37")
    void asksNobodyWhenOff() throws Exception {
        responder.status = REVOKED;
        try (Outlet off = outlet(OcspRule.OFF)) {
            assertEquals(true, isAdmitted(off, certificate().issue()));
        }
        assertEquals(List.of(), responder.asked);
    }

    @Test
    @Tag("R39")
    void aHangingResponderHoldsUpNobodyElse() throws Exception {
        try (TestResponder other = new TestResponder(ISSUER)) {
            responder.hangs = true;
            CertificatePair held = certificate().issue();
            CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return isAdmitted(strict, held);
                } catch (Exception failed) {
                    throw new IllegalStateException(failed);
                }
            });
            await().atMost(5, SECONDS).until(() -> responder.asked.size() == 1);
            Instant begin = Instant.now();
            assertEquals(
                    true,
                    isAdmitted(
                            strict,
                            ISSUER.certificate("dp 2").responder(other.uri()).issue()));
            assertTrue(Duration.between(begin, Instant.now()).toMillis() < 2000);
            assertEquals(false, waiting.get(8, SECONDS));
            assertTrue(log.contain("failed to send request to OCSP responder: no answer within 5000 ms"));
        }
    }

    @Test
    void endsTheSessionOfACertificateThatIsRevokedMeanwhile() throws Exception {
        responder.holdsFor(Duration.ofSeconds(2));
        try (Probe probe =
                Probe.connect(strict.address(), Optional.of(certificate().issue()))) {
            probe.upgrade(UUID.randomUUID(), "3.9.3");
            probe.binary(Outlet.basicInfo("key-auth", "3.9.3"));
            probe.readFrame();
            responder.status = REVOKED;
            await().atMost(10, SECONDS).until(() -> {
                strict.peers.check();
                return log.contain("is not admitted any more, its session ends: [clustering] data plane client");
            });
            assertEquals(Probe.Frame.CLOSE, probe.readFrame().opcode());
        }
    }
}
