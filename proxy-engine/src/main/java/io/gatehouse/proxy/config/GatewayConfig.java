package io.gatehouse.proxy.config;

import io.gatehouse.proxy.balancer.Balancer;
import io.gatehouse.proxy.entity.CertificateConfig;
import io.gatehouse.proxy.entity.RouteConfig;
import io.gatehouse.proxy.entity.ServiceConfig;
import io.gatehouse.proxy.phase.PluginPlan;
import io.gatehouse.proxy.router.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One configuration, compiled. Immutable and thread-safe: a request keeps the one it began with to its end, whatever is
 * published meanwhile.
 */
public final class GatewayConfig {
    private final String hash;
    private final Router router;
    private final List<RouteConfig> routes;
    private final List<ServiceConfig> services;
    private final PluginPlan globalPlan;
    private final PluginPlan[] plansByRoute;
    private final Balancer[] balancersByService;
    private final CertificateTable certificates;
    private final Map<String, List<String>> caCertificates;

    GatewayConfig(
            String hash,
            Router router,
            List<RouteConfig> routes,
            List<ServiceConfig> services,
            PluginPlan globalPlan,
            PluginPlan[] plansByRoute,
            Balancer[] balancersByService,
            CertificateTable certificates,
            Map<String, List<String>> caCertificates) {
        this.hash = hash;
        this.router = router;
        this.routes = List.copyOf(routes);
        this.services = List.copyOf(services);
        this.globalPlan = globalPlan;
        this.plansByRoute = plansByRoute;
        this.balancersByService = balancersByService;
        this.certificates = certificates;
        this.caCertificates = Map.copyOf(caCertificates);
    }

    /** Hash of the configuration: 32 hexadecimal digits. */
    public String hash() {
        return hash;
    }

    public Router router() {
        return router;
    }

    public List<RouteConfig> routes() {
        return routes;
    }

    public List<ServiceConfig> services() {
        return services;
    }

    /** The plugins of requests that have no route: rewrite phase, 404 and the answers before routing. */
    public PluginPlan globalPlan() {
        return globalPlan;
    }

    /** The plugins of a matched route and its service. */
    public PluginPlan plan(RouteConfig route) {
        return plansByRoute[route.index()];
    }

    /** Where requests of a service go. */
    public Balancer balancer(ServiceConfig service) {
        return balancersByService[service.index()];
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
        return ids.stream()
                .flatMap(id -> caCertificates.getOrDefault(id, List.of()).stream())
                .toList();
    }
}
