package io.gatehouse.cluster.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.cluster.trust.Admission.Admitted;
import io.gatehouse.cluster.trust.Admission.Answer;
import io.gatehouse.cluster.trust.Admission.Refused;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PinnedTrustTest {

    private static final CertificatePair OWN = ClusterCertificate.generate(Duration.ofDays(10));

    private static Admission decide(Instant now, X509Certificate... presented) {
        return new PinnedTrust(OWN::leaf, Clock.fixed(now, ZoneOffset.UTC))
                .admit(List.of(presented))
                .toCompletableFuture()
                .join();
    }

    private static void assertRefused(Admission admission, String reason) {
        Refused refused = assertInstanceOf(Refused.class, admission);
        assertEquals(Answer.SILENCE, refused.answer());
        assertTrue(refused.reason().contains(reason), refused.reason());
    }

    @Test
    @Tag("R9")
    @Tag("R26")
    void admitsExactlyItsOwnCertificate() {
        Admitted admitted = assertInstanceOf(Admitted.class, decide(Instant.now(), OWN.leaf()));
        assertEquals(OWN.leaf(), admitted.certificate());
        X509Certificate impostor =
                ClusterCertificate.generate(Duration.ofDays(10)).leaf();
        assertRefused(
                decide(Instant.now(), impostor),
                "presented incorrect client certificate during handshake (digest does not match the control plane certificate)");
        assertRefused(decide(Instant.now(), impostor, OWN.leaf()), "presented incorrect client certificate");
        assertRefused(decide(Instant.now()), "failed to present client certificate during handshake");
    }

    @Test
    void looksAtTheDates() {
        assertRefused(decide(Instant.now().plus(Duration.ofDays(11)), OWN.leaf()), "expired");
        assertRefused(decide(Instant.now().minus(Duration.ofDays(1)), OWN.leaf()), "not valid yet");
    }
}
