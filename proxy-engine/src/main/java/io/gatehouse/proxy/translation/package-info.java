/**
 * Between the two forms of a message head: the text of HTTP/1.1, which everything in this module reads and writes, and
 * the header fields of HTTP/2 (RFC 9113 §8).
 */
package io.gatehouse.proxy.translation;
