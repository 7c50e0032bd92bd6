package io.gatehouse.admin.audit;

import io.gatehouse.model.admin.paths.AdminPaths;
import io.gatehouse.model.admin.paths.AuditedPath;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;

/**
 * Writes one line for every request that changes something or tries to: who, how, where, which entity, and the status of
 * the answer. Bodies and queries, which hold what was written, do not come near it.
 */
@Provider
public class AuditLog implements ContainerResponseFilter {
    /** Request attribute: the name under which the caller is known, where callers have names. */
    public static final String CALLER = "io.gatehouse.admin.caller";

    @Inject
    private AuditTrail trail;

    @Inject
    private AdminPaths paths;

    @Context
    private HttpServletRequest servletRequest;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!trail.isEmpty()) {
            AuditLevel.log(line(response.getStatus()));
        }
    }

    private String line(int status) {
        StringBuilder line = new StringBuilder("audit: ").append(servletRequest.getRemoteAddr());
        if (servletRequest.getAttribute(CALLER) instanceof String caller) {
            line.append(" (").append(caller).append(')');
        }
        line.append(' ').append(servletRequest.getMethod()).append(' ');
        line.append(new AuditedPath(paths).of(servletRequest.getRequestURI()));
        line.append(" entity=").append(trail.entity());
        line.append(" id=").append(trail.id().map(UUID::toString).orElse("-"));
        return line.append(" status=").append(status).toString();
    }
}
