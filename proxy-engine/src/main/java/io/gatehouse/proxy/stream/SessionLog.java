package io.gatehouse.proxy.stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.plugin.Route;
import io.gatehouse.plugin.Service;
import io.gatehouse.plugin.SessionLogEntry;
import io.gatehouse.proxy.entity.EntityDocument;
import io.gatehouse.proxy.entity.RouteConfig;
import io.gatehouse.proxy.phase.ConfiguredPlugin;
import io.gatehouse.proxy.phase.Phase;
import io.gatehouse.proxy.phase.PluginPlan;
import io.gatehouse.proxy.tls.CipherNames;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of a finished session, in the form that consumers of Kong's logs know. Confined to its event loop. */
final class SessionLog implements SessionLogEntry {
    private static final Logger LOG = LoggerFactory.getLogger(SessionLog.class);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final StreamSession session;
    private ObjectNode document;

    SessionLog(StreamSession session) {
        this.session = session;
    }

    /** Tells the plugins; those of every route when the session has none. */
    void tell() {
        PluginPlan plan =
                session.route().map(session.config()::sessionPlan).orElseGet(session.config()::globalSessionPlan);
        for (ConfiguredPlugin plugin : plan.plugins(Phase.SESSION_LOG)) {
            try {
                plugin.plugin().logSession(this);
            } catch (RuntimeException | LinkageError e) {
                LOG.error(
                        "plugin {} failed when a session was logged (client {})",
                        plugin,
                        session.origin().clientText(),
                        e);
            }
        }
    }

    @Override
    public Optional<Route> route() {
        return session.route().map(Route.class::cast);
    }

    @Override
    public Optional<Service> service() {
        return session.service().map(Service.class::cast);
    }

    @Override
    public int status() {
        return session.status();
    }

    @Override
    public boolean reachedUpstream() {
        return session.reachedUpstream();
    }

    @Override
    public long sessionMillis() {
        return session.millis();
    }

    @Override
    public long gatewayMillis() {
        return session.millisToBalancer();
    }

    @Override
    public long bytesReceived() {
        return session.bytesReceived();
    }

    @Override
    public long bytesSent() {
        return session.bytesSent();
    }

    @Override
    public ObjectNode document() {
        if (document == null) {
            document = build();
        }
        return document;
    }

    private ObjectNode build() {
        ObjectNode built = JSON.objectNode();
        built.set("session", sessionPart());
        ObjectNode upstream = built.putObject("upstream");
        if (session.reachedUpstream()) {
            upstream.put("received", session.upstreamReceived());
            upstream.put("sent", session.upstreamSent());
        }
        ObjectNode latencies = built.putObject("latencies");
        latencies.put("session", session.millis());
        latencies.put("kong", session.millisToBalancer());
        session.route().ifPresent(route -> addRoute(built, route));
        built.put("client_ip", session.origin().clientText());
        built.put("started_at", TimeUnit.NANOSECONDS.toMillis(session.worker().epochNanos(session.startNanos())));
        session.config().workspace().ifPresent(id -> built.put("workspace", id));
        built.put("workspace_name", "default");
        return built;
    }

    private ObjectNode sessionPart() {
        ObjectNode part = JSON.objectNode();
        part.put("received", session.bytesReceived());
        part.put("sent", session.bytesSent());
        part.put("status", session.status());
        session.tls()
                .ifPresentOrElse(
                        tls -> part.putObject("tls")
                                .put("version", tls.getProtocol())
                                .put("cipher", CipherNames.openSslName(tls.getCipherSuite()))
                                .put("client_verify", "NONE"),
                        () -> part.put("server_port", session.origin().port()));
        return part;
    }

    private void addRoute(ObjectNode built, RouteConfig route) {
        built.set("tries", tries());
        Optional<String> workspace = session.config().workspace();
        built.set("route", EntityDocument.logged(route.document(), workspace));
        route.service()
                .ifPresent(service -> built.set("service", EntityDocument.logged(service.document(), workspace)));
    }

    private ArrayNode tries() {
        ArrayNode array = JSON.arrayNode();
        for (SessionTry each : session.tries()) {
            ObjectNode node = array.addObject();
            node.put("ip", each.endpoint.ip());
            node.put("port", each.endpoint.port());
            long start = session.worker().epochNanos(each.balancerStartNanos);
            node.put("balancer_start", TimeUnit.NANOSECONDS.toMillis(start));
            node.put("balancer_start_ns", start);
            long latency = each.balancerEndNanos - each.balancerStartNanos;
            node.put("balancer_latency", TimeUnit.NANOSECONDS.toMillis(latency));
            node.put("balancer_latency_ns", latency);
            if (each.failed) {
                node.put("state", "failed");
                node.put("code", StreamSession.UPSTREAM_FAILED);
            }
        }
        return array;
    }
}
