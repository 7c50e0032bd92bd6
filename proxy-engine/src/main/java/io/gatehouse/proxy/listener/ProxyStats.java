package io.gatehouse.proxy.listener;

/**
 * Numbers of the proxy listeners, for the status API.
 *
 * @param accepted connections since the start
 * @param active connections that are open
 * @param requests since the start
 * @param reading connections with an incomplete request head
 * @param writing connections with a request that is not finished
 * @param waiting idle connections
 */
public record ProxyStats(long accepted, long active, long requests, long reading, long writing, long waiting) {

    /** Every accepted connection is handled: there is no limit that would drop one. */
    public long handled() {
        return accepted;
    }
}
