package io.gatehouse.proxy.config;

import io.gatehouse.plugin.Node;
import io.gatehouse.proxy.balancer.Balancers;
import io.gatehouse.proxy.metrics.MetricRegistry;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What configurations need of their node.
 *
 * @param background a bounded pool for plugins that block
 * @param clock tells which credentials are past their time to live
 * @param metrics what plugins show to Prometheus
 */
public record CompilerServices(
        Node node, Executor background, Balancers balancers, Clock clock, MetricRegistry metrics) {

    /** With metrics that nobody reads. */
    public CompilerServices(Node node, Executor background, Balancers balancers, Clock clock) {
        this(node, background, balancers, clock, new MetricRegistry());
    }
}
