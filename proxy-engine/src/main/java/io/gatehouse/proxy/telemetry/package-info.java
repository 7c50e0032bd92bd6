/**
 * What the data plane reports about the requests that it served: noted on the event loops, kept in a bounded ring, counted and sent to the
 * control plane by a thread of its own. {@link io.gatehouse.proxy.telemetry.Telemetry} is the entry point.
 */
package io.gatehouse.proxy.telemetry;
