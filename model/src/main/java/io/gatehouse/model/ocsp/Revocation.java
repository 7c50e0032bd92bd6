package io.gatehouse.model.ocsp;

import java.time.Instant;

/** What is known of a certificate's revocation. */
public sealed interface Revocation {

    /** Not revoked; the authority says so until then. */
    record Good(Instant until) implements Revocation {}

    /**
     * There is an answer, and it is not that the certificate is good: revoked, unknown, or an answer that proves nothing.
     *
     * @param reason for the log
     */
    record Bad(String reason) implements Revocation {}

    /**
     * There is no answer: nobody to ask, or nobody answers.
     *
     * @param reason for the log
     */
    record Undetermined(String reason) implements Revocation {}
}
