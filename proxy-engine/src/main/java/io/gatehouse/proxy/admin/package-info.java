/**
 * The Admin API of a node on its own: everything can be read, and the configuration is replaced as a whole with
 * {@code POST /config}. Runs on threads of its own, apart from the proxy's.
 */
package io.gatehouse.proxy.admin;
