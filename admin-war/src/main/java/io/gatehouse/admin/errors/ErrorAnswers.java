package io.gatehouse.admin.errors;

import io.gatehouse.model.admin.errors.ErrorAnswer;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every exception. What a client cannot help is logged with its cause, and told to the client in one sentence. */
@Provider
public class ErrorAnswers implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    @Context
    private UriInfo uri;

    @Context
    private Request request;

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof WebApplicationException http
                && http.getResponse().getStatus() < 400) {
            return http.getResponse();
        }
        ErrorAnswer answer = FailureAnswer.of(failure);
        if (answer.unexpected()) {
            LOG.error("{} /{} failed unexpectedly", request.getMethod(), uri.getPath(), failure);
        }
        Response.ResponseBuilder response = Response.status(answer.status()).entity(answer.document());
        if (failure instanceof WebApplicationException http) {
            // RFC 9110 §15.5.6: a 405 says what would be allowed
            response.header(HttpHeaders.ALLOW, http.getResponse().getHeaderString(HttpHeaders.ALLOW));
        }
        return response.build();
    }
}
