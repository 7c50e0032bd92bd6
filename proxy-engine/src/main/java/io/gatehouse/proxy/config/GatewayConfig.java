package io.gatehouse.proxy.config;

import io.gatehouse.proxy.balancer.Balancer;
import io.gatehouse.proxy.entity.CertificateConfig;
import io.gatehouse.proxy.entity.RouteConfig;
import io.gatehouse.proxy.entity.ServiceConfig;
import io.gatehouse.proxy.entity.UpstreamConfig;
import io.gatehouse.proxy.identity.ConsumerTable;
import io.gatehouse.proxy.phase.PluginPlan;
import io.gatehouse.proxy.router.Router;
import io.gatehouse.proxy.router.Routers;
import io.gatehouse.proxy.router.StreamRouter;
import java.util.List;
import java.util.Optional;

/**
 * One configuration, compiled. Immutable and thread-safe: a request keeps the one it began with to its end, whatever is
 * published meanwhile. Plugin instances that the next one dropped are closed once nothing refers to it; so nothing but requests
 * and the place where the current one is published may keep it.
 */
public final class GatewayConfig {
    private final String hash;
    private final Routers routers;
    private final List<RouteConfig> routes;
    private final List<ServiceConfig> services;
    private final PluginTable plugins;
    private final UpstreamTable upstreams;
    private final CertificateTable certificates;
    private final ConsumerTable consumers;
    private final Optional<String> workspace;

    /**
     * @param routes immutable, as is {@code services}
     */
    GatewayConfig(
            String hash,
            Routers routers,
            List<RouteConfig> routes,
            List<ServiceConfig> services,
            PluginTable plugins,
            UpstreamTable upstreams,
            CertificateTable certificates,
            ConsumerTable consumers,
            Optional<String> workspace) {
        this.hash = hash;
        this.routers = routers;
        this.routes = routes;
        this.services = services;
        this.plugins = plugins;
        this.upstreams = upstreams;
        this.certificates = certificates;
        this.consumers = consumers;
        this.workspace = workspace;
    }

    /** Hash of the configuration: 32 hexadecimal digits. */
    public String hash() {
        return hash;
    }

    /** Routes of HTTP requests. */
    public Router router() {
        return routers.http();
    }

    /** Routes of connections. */
    public StreamRouter streamRouter() {
        return routers.stream();
    }

    public List<RouteConfig> routes() {
        return routes;
    }

    public List<ServiceConfig> services() {
        return services;
    }

    /** The plugins of requests that have no route: rewrite phase, 404 and the answers before routing. */
    public PluginPlan globalPlan() {
        return plugins.global();
    }

    /** The plugins of a matched route and its service. */
    public PluginPlan plan(RouteConfig route) {
        return plugins.plan(route);
    }

    /** The plugins of stream sessions that have no route. */
    public PluginPlan globalSessionPlan() {
        return plugins.globalSessions();
    }

    /** The plugins of a matched stream route and its service. */
    public PluginPlan sessionPlan(RouteConfig route) {
        return plugins.sessionPlan(route);
    }

    /** Names of plugins that are configured here but that this node has no handler for. */
    public List<String> missingPlugins() {
        return plugins.missing();
    }

    /** Where requests of a service go. */
    public Balancer balancer(ServiceConfig service) {
        return upstreams.balancer(service);
    }

    /** The upstream that a service's host names, if it names one. */
    public Optional<UpstreamConfig> upstream(ServiceConfig service) {
        return upstreams.byName(service.host());
    }

    /** Server certificates by SNI. */
    public CertificateTable certificates() {
        return certificates;
    }

    /** A certificate by id, for connections to upstreams. */
    public Optional<CertificateConfig> certificate(String id) {
        return certificates.byId(id);
    }

    /** PEM texts of CA certificates, by id. */
    public List<String> caCertificates(List<String> ids) {
        return certificates.authorities(ids);
    }

    public ConsumerTable consumers() {
        return consumers;
    }

    /** Id of the one workspace; empty when the configuration came without it. */
    public Optional<String> workspace() {
        return workspace;
    }

    /** Closes plugin instances that no later configuration has; for the end of the node, when no request runs any more. */
    public void close() {
        plugins.close();
    }

    /** Counts of entities, as log lines show them. */
    @Override
    public String toString() {
        return "configuration " + hash + " with " + services.size() + " services and " + routes.size() + " routes";
    }
}
