package io.gatehouse.plugin;

/**
 * This data plane.
 *
 * @param id UUID of the node
 * @param hostname of the machine
 */
public record Node(String id, String hostname) {}
