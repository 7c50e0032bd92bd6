/** The status listener: what the node does, and whether it can take traffic. Reachable apart from the proxy's ports. */
package io.gatehouse.proxy.status;
