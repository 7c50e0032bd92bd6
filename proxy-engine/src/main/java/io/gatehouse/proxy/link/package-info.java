/**
 * The data plane's end of the hybrid link: dials the control plane, reports the node, keeps the connection alive and
 * hands over what is pushed. {@link io.gatehouse.proxy.link.ControlPlaneLink} is the entry point.
 */
package io.gatehouse.proxy.link;
