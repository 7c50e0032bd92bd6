package io.gatehouse.admin.status;

import io.gatehouse.model.admin.errors.MessageException;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/**
 * Keeps the listeners apart: the server offers its applications on every port, so that the local port decides. (Liberty's
 * virtual hosts would decide by the Host header's port, which is another one behind a port mapping.) A port that is neither
 * the Admin API's nor the status listener's, such as the one for telemetry, offers nothing from here.
 */
@Provider
@PreMatching
@Priority(50)
public class ListenerGate implements ContainerRequestFilter {
    private static final Set<String> ON_BOTH = Set.of("/status", "/status/dns", "/metrics", "/robots.txt");
    private static final Set<String> ON_STATUS_ONLY =
            Set.of("/status/ready", "/health", "/health/ready", "/health/live", "/health/started");

    @Context
    private HttpServletRequest servletRequest;

    @Inject
    private ListenerPurpose listeners;

    /** Whether a path is none of the Admin API. */
    public static boolean isOnStatusListenerOnly(String path) {
        return ON_STATUS_ONLY.contains(path);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String uri = servletRequest.getRequestURI();
        String path = uri.length() > 1 && uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
        int port = servletRequest.getLocalPort();
        boolean offered = listeners.isStatus(port) && (ON_BOTH.contains(path) || ON_STATUS_ONLY.contains(path))
                || listeners.isAdmin(port) && !ON_STATUS_ONLY.contains(path);
        if (!offered) {
            throw MessageException.notFound();
        }
    }
}
