/**
 * One request and its response: phases, forwarding with retries, the gateway's own answers, and what is logged. Knows the
 * upstream side; the client's side is behind {@link io.gatehouse.proxy.exchange.ClientStream}.
 */
package io.gatehouse.proxy.exchange;
