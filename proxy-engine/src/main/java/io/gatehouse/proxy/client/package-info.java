/** Clients' connections: HTTP/1 on the wire, what a connection may take, and all connections of one event loop. */
package io.gatehouse.proxy.client;
