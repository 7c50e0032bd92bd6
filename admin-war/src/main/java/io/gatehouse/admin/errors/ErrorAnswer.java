package io.gatehouse.admin.errors;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.error.EntityException;
import jakarta.ws.rs.WebApplicationException;

/**
 * What a failure looks like to the client.
 *
 * @param status the HTTP status
 * @param document the body
 * @param unexpected whether the cause must reach the log because the client is not told
 */
record ErrorAnswer(int status, ObjectNode document, boolean unexpected) {

    /** The answer for a failure; for those that are no one's refusal, the generic 500. */
    static ErrorAnswer of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // the EJB container wraps what crosses a bean boundary
            if (cause instanceof EntityException refusal) {
                return of(refusal);
            }
            if (cause instanceof MessageException message) {
                return message(message.status(), message.getMessage());
            }
            if (cause instanceof WebApplicationException http) {
                return of(http);
            }
        }
        return failed();
    }

    private static ErrorAnswer of(EntityException refusal) {
        int status = refusal.code().status();
        return status < 500 ? new ErrorAnswer(status, refusal.toDocument(), false) : failed();
    }

    private static ErrorAnswer of(WebApplicationException http) {
        int status = http.getResponse().getStatus();
        return switch (status) {
            case 404 -> message(404, "Not found");
            case 405 -> message(405, "Method not allowed");
            default ->
                status < 500
                        ? message(status, http.getResponse().getStatusInfo().getReasonPhrase())
                        : failed();
        };
    }

    private static ErrorAnswer failed() {
        return new ErrorAnswer(500, body("An unexpected error occurred"), true);
    }

    private static ErrorAnswer message(int status, String text) {
        return new ErrorAnswer(status, body(text), false);
    }

    private static ObjectNode body(String message) {
        return JsonNodeFactory.instance.objectNode().put("message", message);
    }
}
