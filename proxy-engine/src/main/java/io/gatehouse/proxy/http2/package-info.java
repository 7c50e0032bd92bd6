/**
 * HTTP/2 of clients (RFC 9113). Netty's codec does frames, header compression and flow control; each stream then takes
 * the same way as a request of HTTP/1: its head is put into the form of HTTP/1.1, and the response's is taken back out
 * of it.
 */
package io.gatehouse.proxy.http2;
