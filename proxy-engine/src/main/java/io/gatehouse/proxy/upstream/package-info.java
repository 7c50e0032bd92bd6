/** Connections to upstreams: opening, TLS, and the keep-alive pool of each event loop. Knows nothing of HTTP messages. */
package io.gatehouse.proxy.upstream;
