package io.gatehouse.admin.errors;

import io.gatehouse.model.admin.errors.ErrorAnswer;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;

/** Finds the refusal in what the containers wrap it in, and puts the framework's own failures into the words of the API. */
final class FailureAnswer {

    private FailureAnswer() {}

    /** The answer for a failure; for those that are no one's refusal, the generic 500. */
    static ErrorAnswer of(Throwable failure) {
        // the EJB container wraps what crosses a bean boundary
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<ErrorAnswer> refusal = ErrorAnswer.ofRefusal(cause);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            if (cause instanceof WebApplicationException http) {
                return of(http);
            }
        }
        return ErrorAnswer.failed();
    }

    private static ErrorAnswer of(WebApplicationException http) {
        int status = http.getResponse().getStatus();
        return switch (status) {
            case 404 -> ErrorAnswer.message(404, "Not found");
            case 405 -> ErrorAnswer.message(405, "Method not allowed");
            default ->
                status < 500
                        ? ErrorAnswer.message(
                                status, http.getResponse().getStatusInfo().getReasonPhrase())
                        : ErrorAnswer.failed();
        };
    }
}
