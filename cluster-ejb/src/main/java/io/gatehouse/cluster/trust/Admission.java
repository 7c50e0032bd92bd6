package io.gatehouse.cluster.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;

/** The outcome of asking {@link DataPlaneTrust}. */
public sealed interface Admission {

    /**
     * Let in.
     *
     * @param certificate the leaf that it holds the key of
     * @param recheckAt when this decision ends and the question must be asked again
     */
    record Admitted(X509Certificate certificate, Instant recheckAt) implements Admission {}

    /**
     * Kept out.
     *
     * @param reason one sentence for the log; carries no secrets
     * @param answer what the client gets to see
     */
    record Refused(String reason, Answer answer) implements Admission {}

    /** What a refused client sees. */
    enum Answer {
        /** The connection ends without a single HTTP byte. */
        SILENCE,
        /** {@code 400 No required SSL certificate was sent}. */
        CERTIFICATE_MISSING,
        /** {@code 400 The SSL certificate error}. */
        CERTIFICATE_INVALID
    }
}
