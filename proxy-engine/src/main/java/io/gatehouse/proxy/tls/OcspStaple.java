package io.gatehouse.proxy.tls;

import io.gatehouse.model.ocsp.OcspClient;
import io.gatehouse.model.ocsp.Revocation;
import io.gatehouse.model.ocsp.Revocation.Bad;
import io.gatehouse.model.ocsp.Revocation.Good;
import io.gatehouse.model.ocsp.Revocation.Undetermined;
import io.gatehouse.model.pki.CertificatePair;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest word of an authority that a certificate is good. It is asked for anew by handshakes, well before it ends; an answer that
 * cannot be verified, or that is not good, is never shown. Thread-safe; blocks nobody.
 */
final class OcspStaple {
    private static final Logger LOG = LoggerFactory.getLogger(OcspStaple.class);
    private static final long LONGEST_WAIT_MILLIS = Duration.ofHours(1).toMillis();
    private static final long AFTER_FAILURE_MILLIS = Duration.ofMinutes(1).toMillis();

    private final CertificatePair pair;
    private final URI responder;
    private final OcspClient client;
    private final Clock clock;
    private final Executor asking;
    private final AtomicBoolean underway = new AtomicBoolean();
    private volatile Held held = new Held(new byte[0], 0);
    private volatile long nextQuestion;

    /**
     * An answer.
     *
     * @param until milliseconds since 1970
     */
    private record Held(byte[] encoded, long until) {}

    /**
     * @param pair with the issuer's certificate behind the leaf
     * @param asking where questions are put together and sent
     */
    OcspStaple(CertificatePair pair, URI responder, OcspClient client, Clock clock, Executor asking) {
        this.pair = pair;
        this.responder = responder;
        this.client = client;
        this.clock = clock;
        this.asking = asking;
    }

    /** The answer to be shown now; empty when there is none. Sees to it that there will be one later. */
    Optional<byte[]> current() {
        long now = clock.millis();
        if (now >= nextQuestion && underway.compareAndSet(false, true)) {
            asking.execute(this::ask);
        }
        Held latest = held;
        return now < latest.until() ? Optional.of(latest.encoded()) : Optional.empty();
    }

    private void ask() {
        client.ask(pair.leaf(), pair.chain().get(1), responder).whenComplete((answer, failure) -> {
            long now = clock.millis();
            long until = answer != null && answer.revocation() instanceof Good good
                    ? good.until().toEpochMilli()
                    : 0;
            if (until > now) {
                held = new Held(answer.encoded().orElseThrow(), until);
                nextQuestion = now + Math.min(LONGEST_WAIT_MILLIS, (until - now) / 2);
            } else {
                nextQuestion = now + AFTER_FAILURE_MILLIS;
                LOG.warn(
                        "nothing new is stapled for the certificate {}: {} says: {}",
                        pair.leaf().getSubjectX500Principal(),
                        responder,
                        failure == null ? reason(answer.revocation()) : failure.toString());
            }
            underway.set(false);
        });
    }

    private static String reason(Revocation revocation) {
        if (revocation instanceof Bad bad) {
            return bad.reason();
        }
        if (revocation instanceof Undetermined undetermined) {
            return undetermined.reason();
        }
        return "the answer does not say how long it holds";
    }
}
