package io.gatehouse.admin.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gatehouse.admin.audit.AuditLog;
import io.gatehouse.admin.status.ListenerPurpose;
import io.gatehouse.model.admin.access.AccessRules;
import io.gatehouse.model.admin.access.AccessRules.Decision;
import io.gatehouse.model.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before every path of the Admin API, known or not, once the settings name tokens or certificates. Status and health
 * stay open, and so does OPTIONS: browsers ask it before a request of another origin and never send a token with it (Fetch
 * standard §3.2.2).
 */
@Provider
@PreMatching
@Priority(60)
@ApplicationScoped
public class AccessGate implements ContainerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(AccessGate.class);
    /** What stands here has been verified by the connection itself; a header of a proxy cannot put it here. */
    private static final String CERTIFICATES = "com.ibm.websphere.ssl.direct_connection_peer_certificates";

    @Inject
    private Settings settings;

    @Inject
    private ListenerPurpose listeners;

    @Context
    private HttpServletRequest servletRequest;

    private AccessRules rules;

    @PostConstruct
    void read() {
        rules = new AccessRules(
                settings.adminTokens(),
                !settings.list("admin_auth_certificates").isEmpty());
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (listeners.isStatus(servletRequest.getLocalPort())
                || request.getMethod().equals(HttpMethod.OPTIONS)) {
            return;
        }
        Decision decision =
                rules.decide(Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION)), certificate());
        decision.caller().ifPresent(caller -> request.setProperty(AuditLog.CALLER, caller));
        decision.refusal().ifPresent(reason -> {
            LOG.warn(
                    "Refused {} from {}, who has no valid token or certificate",
                    request.getMethod(),
                    servletRequest.getRemoteAddr());
            // RFC 6750 §3
            request.abortWith(Response.status(Response.Status.UNAUTHORIZED)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"admin\"")
                    .entity(JsonNodeFactory.instance.objectNode().put("message", reason))
                    .build());
        });
    }

    private Optional<X509Certificate> certificate() {
        return servletRequest.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0
                ? Optional.of(chain[0])
                : Optional.empty();
    }
}
