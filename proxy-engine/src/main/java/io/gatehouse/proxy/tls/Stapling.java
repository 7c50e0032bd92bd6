package io.gatehouse.proxy.tls;

import io.gatehouse.model.ocsp.OcspClient;
import io.gatehouse.model.ocsp.RevocationCheck;
import io.gatehouse.model.pki.CertificatePair;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes what keeps the OCSP answers of certificates, to be shown in handshakes (RFC 6066 §8). Thread-safe. */
public final class Stapling {
    private static final Logger LOG = LoggerFactory.getLogger(Stapling.class);

    private final Clock clock = Clock.systemUTC();
    private final OcspClient client = new OcspClient(clock, RevocationCheck.PATIENCE);

    /**
     * What keeps the answer of a certificate; empty, with a line in the log, when nobody can be asked.
     *
     * @param asking where questions are put together and sent
     */
    Optional<OcspStaple> of(CertificatePair pair, Executor asking) {
        Optional<URI> responder = OcspClient.responderOf(pair.leaf());
        List<?> chain = pair.chain();
        if (responder.isEmpty() || chain.size() < 2) {
            LOG.info(
                    "nothing is stapled for the certificate {}: it {}",
                    pair.leaf().getSubjectX500Principal(),
                    responder.isEmpty()
                            ? "names no OCSP responder"
                            : "comes without its issuer's certificate; append that to the chain");
            return Optional.empty();
        }
        return Optional.of(new OcspStaple(pair, responder.get(), client, clock, asking));
    }
}
