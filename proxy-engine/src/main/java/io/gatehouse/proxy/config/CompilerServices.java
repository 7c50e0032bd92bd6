package io.gatehouse.proxy.config;

import io.gatehouse.plugin.Node;
import io.gatehouse.proxy.balancer.Balancers;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What configurations need of their node.
 *
 * @param background a bounded pool for plugins that block
 * @param clock tells which credentials are past their time to live
 */
public record CompilerServices(Node node, Executor background, Balancers balancers, Clock clock) {}
