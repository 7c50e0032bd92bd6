/**
 * The kinds of things a gateway is configured with: their names, keys and references
 * ({@link io.gatehouse.model.entity.EntityType}), all of them together ({@link io.gatehouse.model.entity.EntityCatalog}),
 * and what turns a client's document into a complete row ({@link io.gatehouse.model.entity.EntityValidator}). The types
 * themselves are YAML files beside this package's classes and in the folders of the plugins.
 */
package io.gatehouse.model.entity;
