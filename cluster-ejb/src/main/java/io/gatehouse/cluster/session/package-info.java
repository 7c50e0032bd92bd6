/**
 * The data planes that are connected here ({@link io.gatehouse.cluster.session.DataPlaneSessions}), and what the cluster remembers
 * of all of them ({@link io.gatehouse.cluster.session.DataPlaneRegistry}). Knows no sockets.
 */
package io.gatehouse.cluster.session;
