/**
 * The messages of the telemetry link, format {@value io.gatehouse.model.link.telemetry.TelemetryMessage#FORMAT}: what a data plane counted, minute
 * by minute. {@link io.gatehouse.model.link.telemetry.TelemetryMessage} is the entry point. {@code docs/telemetry.md} describes the same for readers.
 */
package io.gatehouse.model.link.telemetry;
