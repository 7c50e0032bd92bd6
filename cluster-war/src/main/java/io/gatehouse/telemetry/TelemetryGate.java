package io.gatehouse.telemetry;

import io.gatehouse.cluster.trust.Admission;
import io.gatehouse.cluster.trust.Admission.Admitted;
import io.gatehouse.cluster.trust.Admission.Answer;
import io.gatehouse.cluster.trust.Admission.Refused;
import io.gatehouse.cluster.trust.DataPlaneTrust;
import io.gatehouse.model.link.LinkProtocol;
import io.gatehouse.model.settings.Listener;
import io.gatehouse.model.settings.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before everything in this module. The server offers its applications on every port, so a request on any port but those of
 * {@code cluster_telemetry_listen} finds nothing here; on those, the same rules as on the configuration link say who may connect.
 *
 * <p>Blocks a request thread while a decision needs the network.
 */
@WebFilter("/*")
public class TelemetryGate extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(TelemetryGate.class);

    /** Set by the container for TLS connections with a client certificate (Jakarta Servlet 6.1 §3.10). */
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    @Inject
    private transient DataPlaneTrust trust;

    @Inject
    private transient Settings settings;

    private transient IntPredicate telemetryPort;

    /** For the container, which fills the fields. */
    public TelemetryGate() {}

    /** @param telemetryPort tells the local ports on which data planes may report */
    TelemetryGate(DataPlaneTrust trust, IntPredicate telemetryPort) {
        this.trust = trust;
        this.telemetryPort = telemetryPort;
    }

    @Override
    public void init() {
        if (telemetryPort == null) {
            Set<Integer> ports = settings.listeners("cluster_telemetry_listen").stream()
                    .map(Listener::port)
                    .collect(Collectors.toSet());
            telemetryPort = ports::contains;
        }
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!telemetryPort.test(request.getLocalPort())) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            response.setContentType("application/json; charset=utf-8");
            response.getWriter().write("{\"message\":\"Not found\"}");
            return;
        }
        List<X509Certificate> presented = presentedChain(request);
        Admission admission = trust.admit(presented).toCompletableFuture().join();
        if (admission instanceof Refused refused) {
            LOG.error("{} [ip: {}, telemetry]", refused.reason(), request.getRemoteAddr());
            // the container cannot end a connection without an answer, as the configuration link does
            response.sendError(
                    refused.answer() == Answer.SILENCE
                            ? HttpServletResponse.SC_FORBIDDEN
                            : HttpServletResponse.SC_BAD_REQUEST);
        } else if (isMissing(request, LinkProtocol.NODE_ID) || isMissing(request, LinkProtocol.NODE_VERSION)) {
            LOG.warn("data plane at {} does not say its id and version on the telemetry link", request.getRemoteAddr());
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        } else {
            Principal dataPlane =
                    new AdmittedDataPlane(request.getParameter(LinkProtocol.NODE_ID), presented, (Admitted) admission);
            chain.doFilter(
                    new HttpServletRequestWrapper(request) {
                        @Override
                        public Principal getUserPrincipal() {
                            return dataPlane;
                        }
                    },
                    response);
        }
    }

    private static boolean isMissing(HttpServletRequest request, String parameter) {
        String value = request.getParameter(parameter);
        return value == null || value.isEmpty();
    }

    private static List<X509Certificate> presentedChain(HttpServletRequest request) {
        return request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain ? List.of(chain) : List.of();
    }
}
