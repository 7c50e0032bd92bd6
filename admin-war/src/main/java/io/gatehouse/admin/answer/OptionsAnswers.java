package io.gatehouse.admin.answer;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Turns the framework's own answer to OPTIONS, which knows the methods of every path, into a preflight answer: 204, the
 * methods in alphabetical order, the headers that were asked for.
 */
@Provider
@Priority(Priorities.USER + 100)
public class OptionsAnswers implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String allowed = response.getHeaderString(HttpHeaders.ALLOW);
        if (!request.getMethod().equals(HttpMethod.OPTIONS) || response.getStatus() != 200 || allowed == null) {
            return;
        }
        String methods =
                Arrays.stream(allowed.split(","))
                        .map(String::strip)
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .collect(Collectors.joining(", "));
        response.setEntity(null);
        response.setStatus(204);
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.remove("Accept-Patch");
        headers.remove(HttpHeaders.CONTENT_TYPE);
        headers.putSingle(HttpHeaders.ALLOW, methods);
        headers.putSingle("Access-Control-Allow-Methods", methods);
        headers.putSingle(
                "Access-Control-Allow-Headers",
                Optional.ofNullable(request.getHeaderString("Access-Control-Request-Headers"))
                        .orElse(HttpHeaders.CONTENT_TYPE));
    }
}
