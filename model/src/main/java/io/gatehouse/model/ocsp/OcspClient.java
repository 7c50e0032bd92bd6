package io.gatehouse.model.ocsp;

import io.gatehouse.model.ocsp.OcspResponder.NoAnswerException;
import io.gatehouse.model.ocsp.Revocation.Good;
import io.gatehouse.model.ocsp.Revocation.Undetermined;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.bouncycastle.cert.ocsp.OCSPException;

/** Asks responders, and judges what they answer. Thread-safe; never blocks. */
public final class OcspClient {
    private final OcspResponder responder;
    private final Clock clock;

    /**
     * What came of a question.
     *
     * @param encoded the answer as it was signed, to be handed on; there only when it says that the certificate is good
     */
    public record Answer(Revocation revocation, Optional<byte[]> encoded) {}

    /** @param patience from dialling to the last byte of an answer */
    public OcspClient(Clock clock, Duration patience) {
        this.responder = new OcspResponder(patience);
        this.clock = clock;
    }

    /** Where the status of a certificate can be asked for; empty when it does not say. */
    public static Optional<URI> responderOf(X509Certificate certificate) {
        return ResponderAddress.of(certificate);
    }

    /**
     * Asks once.
     *
     * @param issuer the certificate whose key signed the leaf
     * @return completes within the patience, from any thread, and never exceptionally
     */
    public CompletableFuture<Answer> ask(X509Certificate leaf, X509Certificate issuer, URI address) {
        OcspQuestion question;
        try {
            question = OcspQuestion.about(leaf, issuer);
        } catch (OCSPException impossible) {
            return CompletableFuture.completedFuture(
                    undetermined("failed to create OCSP request: " + impossible.getMessage()));
        }
        return responder.ask(address, question.encoded()).handle((encoded, failure) -> {
            if (failure != null) {
                return undetermined(reason(failure));
            }
            Revocation revocation = new OcspAnswer(question, clock.instant()).judge(encoded);
            return new Answer(revocation, revocation instanceof Good ? Optional.of(encoded) : Optional.empty());
        });
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof NoAnswerException ? cause.getMessage() : "failed to ask the OCSP responder: " + cause;
    }

    private static Answer undetermined(String reason) {
        return new Answer(new Undetermined(reason), Optional.empty());
    }
}
