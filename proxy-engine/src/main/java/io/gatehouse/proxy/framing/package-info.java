/** What both ends of HTTP/2 have in common, that of clients and that of upstreams: the order of frames on a stream. */
package io.gatehouse.proxy.framing;
