package io.gatehouse.proxy.exchange;

import io.gatehouse.proxy.balancer.Endpoint;
import io.gatehouse.proxy.config.GatewayConfig;
import io.gatehouse.proxy.entity.ServiceConfig;
import io.gatehouse.proxy.entity.UpstreamConfig;
import io.gatehouse.proxy.http.RequestHead;
import io.gatehouse.proxy.upstream.UpstreamTls;
import java.util.Optional;

/** How the connection to an upstream is secured. One per client connection. */
final class UpstreamTlsRules {
    private final RequestHead head;
    private final RequestRouting routing;
    private final ProxySettings settings;

    UpstreamTlsRules(RequestHead head, RequestRouting routing, ProxySettings settings) {
        this.head = head;
        this.routing = routing;
        this.settings = settings;
    }

    /**
     * What TLS to an endpoint of a service demands; empty for a service without TLS. The name is the one of {@code Host}, the
     * certificate the service's own before the upstream's.
     */
    Optional<UpstreamTls> of(ServiceConfig service, Endpoint endpoint) {
        if (!service.protocol().tls()) {
            return Optional.empty();
        }
        GatewayConfig config = routing.config();
        return Optional.of(new UpstreamTls(
                HostName.withoutPort(routing.keepsHost() ? head.hostHeader() : endpoint.host(true)),
                service.tlsVerify().orElse(settings.verifyUpstreams()),
                service.tlsVerifyDepth().orElse(settings.verifyDepth()),
                config.caCertificates(service.caCertificates()),
                service.clientCertificate()
                        .or(() -> config.upstream(service).flatMap(UpstreamConfig::clientCertificate))
                        .flatMap(config::certificate),
                service.protocol().grpc()));
    }
}
