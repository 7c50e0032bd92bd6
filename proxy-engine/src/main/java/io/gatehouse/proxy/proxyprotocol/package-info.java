/** The header with which a load balancer in front tells a connection's true client: PROXY protocol, versions 1 and 2. */
package io.gatehouse.proxy.proxyprotocol;
