package io.gatehouse.admin.input;

import io.gatehouse.model.admin.errors.MessageException;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/**
 * Makes paths mean what clients of the Admin API mean: a segment is one key, with {@code ;} as a plain character instead
 * of the start of matrix parameters and {@code +} as a blank. Doubled slashes are no path of ours.
 */
@Provider
@PreMatching
@Priority(200)
public class PathSyntax implements ContainerRequestFilter {

    // not from UriInfo, which fails on characters that only the query must not have
    @Context
    private HttpServletRequest servletRequest;

    @Override
    public void filter(ContainerRequestContext request) {
        String path = servletRequest.getRequestURI();
        if (path.contains("//")) {
            throw MessageException.notFound();
        }
        if (path.indexOf(';') >= 0 || path.indexOf('+') >= 0) {
            request.setRequestUri(
                    URI.create("/"), URI.create(path.replace(";", "%3B").replace("+", "%20")));
        }
    }
}
