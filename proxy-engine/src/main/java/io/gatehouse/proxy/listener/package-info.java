/** Where clients come in: binding, TLS, connections, and the life of the proxy's event loops. */
package io.gatehouse.proxy.listener;
