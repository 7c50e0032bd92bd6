/**
 * From a received configuration to the one that serves: validate, compile, keep, swap. Nothing but a configuration that
 * passed every step replaces the running one or the cache.
 */
package io.gatehouse.proxy.activation;
