/**
 * What a node knows of plugins: the schemas of all of them. A control plane stores and hands out the configuration also of
 * those that this build has no handler for, since data planes of others may have one; our own data planes say by name
 * which ones they lack.
 */
package io.gatehouse.plugins.bundled;
