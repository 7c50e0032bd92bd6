/** Paths that plugins add to the Admin API beside their entities: what such a plugin is told to do. */
package io.gatehouse.admin.actions;
