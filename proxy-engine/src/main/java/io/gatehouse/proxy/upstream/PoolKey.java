package io.gatehouse.proxy.upstream;

import java.net.InetSocketAddress;
import java.util.Optional;

/** What two requests must have in common to share a connection: the address, and everything that shapes a handshake. */
public record PoolKey(InetSocketAddress address, Optional<UpstreamTls> tls) {}
