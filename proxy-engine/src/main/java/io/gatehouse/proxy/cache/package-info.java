/** The configuration cache: what lets a data plane start and serve when no control plane can be reached. */
package io.gatehouse.proxy.cache;
