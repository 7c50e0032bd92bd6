/** Which addresses of upstreams are fit to serve: found out by probes, and from the requests themselves. */
package io.gatehouse.proxy.health;
