/**
 * Who may connect as a data plane, and what this control plane shows of itself. Entry point is {@link io.gatehouse.cluster.trust.DataPlaneTrust}. Knows neither listeners nor sessions.
 */
package io.gatehouse.cluster.trust;
