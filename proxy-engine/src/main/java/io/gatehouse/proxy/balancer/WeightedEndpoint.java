package io.gatehouse.proxy.balancer;

/**
 * An endpoint of an upstream.
 *
 * @param target position of its target in the upstream
 */
record WeightedEndpoint(Endpoint endpoint, int weight, int target) {}
