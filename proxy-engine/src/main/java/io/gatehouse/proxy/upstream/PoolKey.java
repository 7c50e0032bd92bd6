package io.gatehouse.proxy.upstream;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What two requests must have in common to share a connection: the address, and everything that shapes a handshake.
 *
 * @param http2 whether HTTP/2 is spoken, which gRPC needs
 */
public record PoolKey(InetSocketAddress address, Optional<UpstreamTls> tls, boolean http2) {}
