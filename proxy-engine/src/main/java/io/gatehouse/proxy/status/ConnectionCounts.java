package io.gatehouse.proxy.status;

/**
 * Client connections of the proxy listeners. The first two and the last count since the start, the others are now.
 *
 * @param handled equals {@code accepted} unless connections were refused for lack of resources
 * @param reading a request head or body is being read
 * @param writing a request is being worked on or its response sent
 * @param waiting idle keepalive connections
 */
public record ConnectionCounts(
        long accepted, long handled, long requests, long active, long reading, long writing, long waiting) {}
