package io.gatehouse.cluster.trust;

import io.gatehouse.cluster.trust.Admission.Admitted;
import io.gatehouse.cluster.trust.Admission.Refused;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data planes that were let in and are still there. An admission does not last for ever: when a certificate expires, when what is
 * known of its revocation ends, or when the trusted certificates are replaced, the question is asked again, and whoever would not be
 * let in any more is told to go. Itself the question that listeners ask before they {@linkplain #add add} a peer.
 *
 * <p>Thread-safe and never blocks; {@link #check} looks at every peer, so once a second is often enough.
 */
public final class AdmittedPeers implements DataPlaneTrust {

    private static final Logger LOG = LoggerFactory.getLogger(AdmittedPeers.class);

    private final DataPlaneTrust trust;
    private final Clock clock;
    private final Set<Peer> peers = ConcurrentHashMap.newKeySet();

    public AdmittedPeers(DataPlaneTrust trust, Clock clock) {
        this.trust = trust;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Admission> admit(List<X509Certificate> presentedChain) {
        return trust.admit(presentedChain);
    }

    /**
     * Watches a peer from now on.
     *
     * @param name how log lines name it
     * @param chain what it presented
     * @param admitted the decision it came in with
     * @param end ends its session in order; called once at most, from any thread
     * @return stops the watch; to be closed when the peer is gone
     */
    public Watch add(String name, List<X509Certificate> chain, Admitted admitted, Runnable end) {
        Peer peer = new Peer(name, List.copyOf(chain), end);
        peer.recheckAt = admitted.recheckAt();
        peers.add(peer);
        return () -> peers.remove(peer);
    }

    /** Asks again about those whose admission has ended. */
    public void check() {
        Instant now = clock.instant();
        for (Peer peer : peers) {
            if (!now.isBefore(peer.recheckAt)) {
                ask(peer);
            }
        }
    }

    /** Asks again about all, because what is trusted has changed. */
    public void checkAll() {
        peers.forEach(this::ask);
    }

    /** End of validity of each peer's certificate, by name. */
    public Map<String, Instant> expiries() {
        Map<String, Instant> expiries = new HashMap<>();
        peers.forEach(
                peer -> expiries.put(peer.name, peer.chain.get(0).getNotAfter().toInstant()));
        return expiries;
    }

    private void ask(Peer peer) {
        // not again while an answer is on its way
        peer.recheckAt = Instant.MAX;
        trust.admit(peer.chain).thenAccept(admission -> {
            if (admission instanceof Admitted admitted) {
                peer.recheckAt = admitted.recheckAt();
            } else if (admission instanceof Refused refused && peers.remove(peer)) {
                LOG.error("data plane{} is not admitted any more, its session ends: {}", peer.name, refused.reason());
                peer.end.run();
            }
        });
    }

    /** Ends the watch over one peer. */
    @FunctionalInterface
    public interface Watch {
        void stop();
    }

    /** Equal to itself only. */
    private static final class Peer {
        private final String name;
        private final List<X509Certificate> chain;
        private final Runnable end;
        private volatile Instant recheckAt;

        private Peer(String name, List<X509Certificate> chain, Runnable end) {
            this.name = name;
            this.chain = chain;
            this.end = end;
        }
    }
}
