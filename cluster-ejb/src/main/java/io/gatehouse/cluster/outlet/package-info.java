/**
 * The listener that data planes dial ({@link io.gatehouse.cluster.outlet.OutletServer}), the only place that knows Netty, and the
 * start of the hybrid link ({@link io.gatehouse.cluster.outlet.ClusterStartup}).
 */
package io.gatehouse.cluster.outlet;
