/**
 * The data plane's side of the JSON-RPC link: the session, the exchange of configuration by differences, and the way back to
 * whole configurations with a control plane that has no such link.
 */
package io.gatehouse.proxy.link.rpc;
