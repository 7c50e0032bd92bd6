package io.gatehouse.proxy.node;

import io.gatehouse.model.metrics.ExpositionText;
import io.gatehouse.proxy.activation.ActiveConfiguration;
import io.gatehouse.proxy.balancer.Balancers;
import io.gatehouse.proxy.cache.ConfigCache;
import io.gatehouse.proxy.gauges.ConfigurationGauges;
import io.gatehouse.proxy.gauges.EventLoopLag;
import io.gatehouse.proxy.gauges.LinkGauges;
import io.gatehouse.proxy.gauges.MemoryGauges;
import io.gatehouse.proxy.gauges.TargetGauges;
import io.gatehouse.proxy.gauges.TelemetryGauges;
import io.gatehouse.proxy.gauges.TrafficGauges;
import io.gatehouse.proxy.link.LinkTrust;
import io.gatehouse.proxy.listener.ProxyServer;
import io.gatehouse.proxy.metrics.MetricRegistry;
import io.gatehouse.proxy.metrics.MetricsPage;
import io.gatehouse.proxy.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What this node shows to Prometheus: the numbers of its parts, and what plugins count in the registry. */
final class NodeMetrics {
    private final MetricRegistry registry = new MetricRegistry();
    private final List<Consumer<ExpositionText>> gauges = new ArrayList<>();

    MetricRegistry registry() {
        return registry;
    }

    void tellOf(String nodeId, ProxyServer proxy, ActiveConfiguration active, Optional<ConfigCache> cache) {
        gauges.add(new ConfigurationGauges(nodeId, active, cache));
        gauges.add(new MemoryGauges(nodeId));
        gauges.add(new TrafficGauges(nodeId, proxy::stats));
        gauges.add(new EventLoopLag(proxy.eventLoops()));
    }

    void tellOf(BooleanSupplier connected, LinkTrust trust) {
        gauges.add(new LinkGauges(connected, trust::certificate));
    }

    void tellOf(Telemetry telemetry) {
        gauges.add(new TelemetryGauges(telemetry));
    }

    MetricsPage page(Balancers balancers) {
        return new MetricsPage(registry, gauges, new TargetGauges(balancers::reports));
    }
}
