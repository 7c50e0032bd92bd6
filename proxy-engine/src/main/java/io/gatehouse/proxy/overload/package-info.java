/**
 * What keeps a busy node within the bounds of its process: no more client connections than file descriptors and memory allow, and no new
 * requests while the memory for bytes in flight is nearly used up.
 */
package io.gatehouse.proxy.overload;
