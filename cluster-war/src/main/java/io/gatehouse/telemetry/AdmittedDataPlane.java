package io.gatehouse.telemetry;

import io.gatehouse.cluster.trust.Admission.Admitted;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The data plane behind a request that {@link TelemetryGate} let in. The container hands a request's principal on to the WebSocket
 * session (Jakarta WebSocket 2.2 §8.1): the only way on which the endpoint learns who was admitted, and until when.
 *
 * @param nodeId the id that it gave itself
 * @param chain what it presented, its own certificate first
 * @param admitted the decision
 */
record AdmittedDataPlane(String nodeId, List<X509Certificate> chain, Admitted admitted) implements Principal {

    @Override
    public String getName() {
        return nodeId;
    }
}
