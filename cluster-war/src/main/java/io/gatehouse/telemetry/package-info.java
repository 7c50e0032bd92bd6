/**
 * The control plane's end of the telemetry link: {@code /v1/telemetry} on {@code cluster_telemetry_listen}, and nowhere else.
 * {@link io.gatehouse.telemetry.TelemetryGate} decides who may connect, {@link io.gatehouse.telemetry.TelemetryEndpoint} takes the
 * messages.
 */
package io.gatehouse.telemetry;
