/** Which plugin instance runs for a request, in which phase, in which order. */
package io.gatehouse.proxy.phase;
