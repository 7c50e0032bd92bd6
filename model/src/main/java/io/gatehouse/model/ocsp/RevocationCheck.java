package io.gatehouse.model.ocsp;

import io.gatehouse.model.ocsp.Revocation.Bad;
import io.gatehouse.model.ocsp.Revocation.Good;
import io.gatehouse.model.ocsp.Revocation.Undetermined;
import io.gatehouse.model.pki.CertificatePair;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells whether certificates were revoked, by asking the responder that each one names. Good answers are kept until they end; every
 * other outcome is asked for again each time, so that a certificate that is reinstated, or a responder that comes back, counts at once.
 * Of simultaneous questions about one certificate only one is sent.
 *
 * <p>Thread-safe and never blocks. A stage completes within the patience, from any thread, and never exceptionally.
 */
public final class RevocationCheck {

    /** How long a responder may take in all. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Answers that are kept at most; then those that have ended make room, or all. */
    private static final int MOST_KEPT = 50_000;

    private final OcspClient client;
    private final Clock clock;
    private final Map<String, Good> kept = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Revocation>> underway = new ConcurrentHashMap<>();

    public RevocationCheck(Clock clock) {
        this(clock, PATIENCE);
    }

    RevocationCheck(Clock clock, Duration patience) {
        this.client = new OcspClient(clock, patience);
        this.clock = clock;
    }

    /**
     * @param issuer the certificate whose key signed the leaf, taken from a validated path; empty when it is not known
     * @return what is known of the leaf
     */
    public CompletionStage<Revocation> check(X509Certificate leaf, Optional<X509Certificate> issuer) {
        Optional<URI> address = ResponderAddress.of(leaf);
        if (address.isEmpty()) {
            return undetermined("OCSP responder endpoint can not be determined, the client certificate may be missing"
                    + " the required extensions");
        }
        if (issuer.isEmpty()) {
            return undetermined("no issuer certificate in chain");
        }
        String key = CertificatePair.digest(leaf);
        Good known = kept.get(key);
        if (known != null && clock.instant().isBefore(known.until())) {
            return CompletableFuture.completedFuture(known);
        }
        CompletableFuture<Revocation> mine = new CompletableFuture<>();
        CompletableFuture<Revocation> others = underway.putIfAbsent(key, mine);
        if (others != null) {
            return others;
        }
        client.ask(leaf, issuer.get(), address.get()).whenComplete((answer, failure) -> {
            Revocation outcome =
                    failure == null ? answer.revocation() : new Undetermined("revocation check failed: " + failure);
            keep(key, outcome);
            underway.remove(key);
            mine.complete(outcome);
        });
        return mine;
    }

    private void keep(String key, Revocation outcome) {
        if (outcome instanceof Good good && good.until().isAfter(clock.instant())) {
            if (kept.size() >= MOST_KEPT) {
                kept.values().removeIf(old -> !old.until().isAfter(clock.instant()));
            }
            if (kept.size() >= MOST_KEPT) {
                kept.clear();
            }
            kept.put(key, good);
        } else if (outcome instanceof Bad) {
            kept.remove(key);
        }
    }

    private static CompletionStage<Revocation> undetermined(String reason) {
        return CompletableFuture.completedFuture(new Undetermined(reason));
    }
}
