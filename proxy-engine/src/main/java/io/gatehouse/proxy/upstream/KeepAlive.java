package io.gatehouse.proxy.upstream;

/**
 * When idle connections are kept.
 *
 * @param poolSize most idle connections per address and event loop; 0: none
 * @param maxRequests requests after which a connection is closed; 0: no limit
 * @param idleMillis how long an idle connection is kept; 0: for ever
 */
public record KeepAlive(int poolSize, int maxRequests, long idleMillis) {}
