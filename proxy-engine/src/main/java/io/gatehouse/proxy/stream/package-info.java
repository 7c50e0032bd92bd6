/**
 * Sessions of stream routes: TCP connections, TLS connections (ended here, or passed through unread) and UDP datagrams, from
 * the choice of the route to the log. Knows nothing of HTTP.
 */
package io.gatehouse.proxy.stream;
