/**
 * What data planes counted: taken by {@link io.gatehouse.cluster.telemetry.TelemetryIntake}, kept in the database per minute and hour, and read by
 * {@link io.gatehouse.cluster.telemetry.TelemetryReports}. Knows neither listeners nor frames.
 */
package io.gatehouse.cluster.telemetry;
