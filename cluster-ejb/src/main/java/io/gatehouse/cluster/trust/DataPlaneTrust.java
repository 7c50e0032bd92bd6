package io.gatehouse.cluster.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Who may connect as a data plane. TLS itself lets every client in, so that a refusal can be answered and logged as the protocol
 * demands; this is where the decision is made, for each request, on every listener that data planes use.
 *
 * <p>Thread-safe. Called on event loops: a decision that needs the network (OCSP) completes its stage later, from any thread.
 */
public interface DataPlaneTrust {

    /**
     * @param presentedChain what the client sent, leaf first; empty when it sent nothing
     * @return the decision; the stage never completes exceptionally
     */
    CompletionStage<Admission> admit(List<X509Certificate> presentedChain);
}
