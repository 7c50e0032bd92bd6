/**
 * Every entity of the catalog under its paths: collections, entities, their children and the entities they refer to. One
 * class per kind of path, none per entity; what single types do differently is a small subclass.
 */
package io.gatehouse.admin.resources;
