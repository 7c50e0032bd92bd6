/**
 * HTTP/1 on the wire: parsing of message heads into offset tables, body framing, and writing. Knows bytes and buffers, no
 * channels, routes or plugins.
 */
package io.gatehouse.proxy.http;
