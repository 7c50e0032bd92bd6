package io.gatehouse.model.admin.errors;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.error.EntityException;
import java.util.Optional;

/**
 * What a failure looks like to the client.
 *
 * @param status the HTTP status
 * @param document the body
 * @param unexpected whether the cause must reach the log because the client is not told
 */
public record ErrorAnswer(int status, ObjectNode document, boolean unexpected) {

    /** The answer for a failure; for one that is no refusal, the generic 500. */
    public static ErrorAnswer of(Throwable failure) {
        return ofRefusal(failure).orElseGet(ErrorAnswer::failed);
    }

    /** The answer for a refusal; empty for failures of other kinds. Causes are not looked at. */
    public static Optional<ErrorAnswer> ofRefusal(Throwable failure) {
        if (failure instanceof EntityException refusal) {
            int status = refusal.code().status();
            return Optional.of(status < 500 ? new ErrorAnswer(status, refusal.toDocument(), false) : failed());
        }
        if (failure instanceof MessageException message) {
            return Optional.of(message(message.status(), message.getMessage()));
        }
        return Optional.empty();
    }

    /** The answer for what a client cannot help. */
    public static ErrorAnswer failed() {
        return new ErrorAnswer(500, body("An unexpected error occurred"), true);
    }

    /** An answer in one sentence. */
    public static ErrorAnswer message(int status, String text) {
        return new ErrorAnswer(status, body(text), false);
    }

    private static ObjectNode body(String message) {
        return JsonNodeFactory.instance.objectNode().put("message", message);
    }
}
