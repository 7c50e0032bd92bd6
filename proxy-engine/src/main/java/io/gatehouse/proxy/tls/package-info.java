/** Choice of the TLS engine, and the contexts made from certificates in the configuration. */
package io.gatehouse.proxy.tls;
