/**
 * Schemas of plugins that this build has no handler for. A control plane stores and hands out their configuration, for
 * data planes that have one; our own data planes say that they do not.
 */
package io.gatehouse.plugins.schema;
